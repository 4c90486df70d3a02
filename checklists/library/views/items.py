"""Items of a draft, each with a form of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checklists.library.forms.item import ItemForm
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import items
from checklists.library.operations.holding import AddedBefore, CannotEdit, ChangedMeanwhile
from checklists.library.operations.items import WaitsInCircle
from checklists.library.queries import editing, values
from checklists.library.views.answers import Outcome, changed, form_page, refused
from checklists.library.views.guards import editable_template, item_in, phase_in, who
from config.lib.forms import posted

FORM = "checklists/library/item_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, template_id: int, phase_id: int) -> HttpResponse:
    template, status = editable_template(request, template_id), 200
    phase = phase_in(template, phase_id)
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    first = editing.first_item_values(phase)
    earlier, place = editing.earlier(template), f"in-{phase.pk}"
    form = ItemForm(posted(request), first, earlier=earlier, is_new=True, place=place)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            key = form.cleaned_data["request_key"]
            try:
                item = items.add(template.pk, phase.pk, form.values, who(request, key))
            except (AddedBefore, CannotEdit) as refusal:
                form.add_error(None, str(refusal))
                form.renew_key()
            else:
                closes = f"panel-new-{phase.pk}"
                said = f"“{item.title}” is added to {phase.name}."
                outcome = Outcome(said, f"item-{item.pk}", f"add-{phase.pk}", closes)
                return changed(request, template, outcome)
    context = {"template": template, "phase": phase, "form": form}
    return form_page(request, FORM, context | {"panel": f"panel-new-{phase.pk}"}, status)


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, template_id: int, item_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    item = editing.item_of(template, item_id)
    if item is None:
        return deleted_item(request, template, item_id)
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    earlier = editing.earlier(template, item.pk)
    place = f"item-{item.pk}"
    form = ItemForm(posted(request), values.of_item(item), earlier=earlier, place=place)
    if request.method != "POST":
        return shown(request, template, item, form, 200)
    if form.is_valid():
        return saved(request, template, item, form)
    return shown(request, template, item, form, 422)


def saved(
    request: HttpRequest, template: Template, item: TemplateItem, form: ItemForm
) -> HttpResponse:
    """Save an item, or say why not."""
    seen, row = form.cleaned_data["seen"], f"item-{item.pk}"
    try:
        items.change(template.pk, item.pk, form.values, seen=seen, who=who(request))
    except ChangedMeanwhile as conflict:
        form.compare(conflict.values)
        return shown(request, template, item, form, 409)
    except WaitsInCircle as circle:
        form.add_error("waits_for", str(circle))
    except CannotEdit as refusal:
        form.add_error(None, str(refusal))
    else:
        said = f"“{form.values['title']}” is saved."
        return changed(request, template, Outcome(said, row, f"edit-{row}", f"panel-{row}"))
    return shown(request, template, item, form, 422)


def shown(
    request: HttpRequest, template: Template, item: TemplateItem, form: ItemForm, status: int
) -> HttpResponse:
    """The form of an item that there is."""
    context = {
        "template": template,
        "phase": item.phase,
        "item": item,
        "form": form,
        "panel": f"panel-item-{item.pk}",
        "conflict": status == 409,
    }
    return form_page(request, FORM, context, status)


def deleted_item(request: HttpRequest, template: Template, item_id: int) -> HttpResponse:
    """What somebody typed about an item that was deleted meanwhile: the form of a new one."""
    phase = editing.phase_of_deleted(template, item_id) if request.method == "POST" else None
    if phase is None:
        raise Http404
    first = editing.first_item_values(phase)
    earlier, place = editing.earlier(template), f"in-{phase.pk}"
    form = ItemForm(request.POST, first, earlier=earlier, is_new=True, place=place)
    form.renew_key()
    form.full_clean()
    form.add_error(
        None,
        "Somebody deleted this item meanwhile. What you typed is kept: save it to add it again.",
    )
    context = {"template": template, "phase": phase, "form": form}
    return form_page(request, FORM, context | {"panel": f"panel-new-{phase.pk}"}, 409)


@require_POST
def item_delete(request: HttpRequest, template_id: int, item_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    item = item_in(template, item_id)
    try:
        removed = items.remove(template.pk, item.pk, who(request))
    except CannotEdit as refusal:
        return refused(request, template.pk, str(refusal))
    undo = reverse("template_put_back", args=[template.pk, removed.pk])
    anchor = f"phase-{item.phase_id}"
    outcome = Outcome(f"{removed.said}.", anchor, f"add-{item.phase_id}", undo=undo)
    return changed(request, template, outcome)
