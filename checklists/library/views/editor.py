"""The page on which a draft is edited: its head, the order of all that is in it, undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checklists.library.forms.moving import MoveForm, ToPhaseForm
from checklists.library.forms.template import DaysForm, HeadForm
from checklists.library.models import Template, TemplateChange
from checklists.library.operations import arranging, drafts, keeping
from checklists.library.operations.holding import CannotEdit, ChangedMeanwhile
from checklists.library.queries import editing, values
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.editor import days, editor
from checklists.library.rules.order import Move, stamp
from checklists.library.views.answers import Outcome, changed, form_page, refused
from checklists.library.views.guards import editable_template, item_in, who
from config.lib.forms import posted

PAGE = "checklists/library/editor.html"


@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, template_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    form, status = HeadForm(posted(request), values.of_template(template)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                drafts.change(
                    template.pk, form.values, seen=form.cleaned_data["seen"], who=who(request)
                )
            except ChangedMeanwhile as conflict:
                form.compare(conflict.values)
                status = 409
            except CannotEdit as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, "Changes saved.")
                return redirect("template_edit", template.pk)
    context = {"template": template, "form": form, "page": editor(template)}
    return render(request, PAGE, context | {"conflict": status == 409}, status=status)


@require_safe
def template_days(request: HttpRequest, template_id: int) -> HttpResponse:
    """Where items would land with the length and the day of ownership that are being typed."""
    template, form = editable_template(request, template_id), DaysForm(request.GET)
    length, ownership_day = template.days, template.ownership_day
    if form.is_valid():
        length, ownership_day = form.cleaned_data["days"], form.cleaned_data["ownership_day"] - 1
    landed = days(template, length, ownership_day)
    outside = sum(day.is_outside for day in landed)
    context = {"days": landed, "outside": outside, "is_asked": form.is_valid()}
    return render(request, "checklists/library/editor_days.html", context)


@require_POST
def template_arrange(request: HttpRequest, template_id: int) -> HttpResponse:
    template, form = editable_template(request, template_id), MoveForm(request.POST)
    if not form.is_valid():
        return refused(request, template.pk, "Nothing was moved. Choose what to move, and where.")
    move: Move = form.cleaned_data["move"]
    return moved(request, template, move, form.cleaned_data["order"])


@require_http_methods(["GET", "HEAD", "POST"])
def item_move(request: HttpRequest, template_id: int, item_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    item = item_in(template, item_id)
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    order = stamp(arrangement(template))
    phases = editing.phases_of(template)
    form = ToPhaseForm(posted(request), item, phases, order=order)
    if request.method == "POST" and form.is_valid():
        closes = f"panel-item-{item.pk}"
        return moved(request, template, form.move, form.cleaned_data["order"], closes)
    context = {"template": template, "item": item, "form": form, "panel": f"panel-item-{item.pk}"}
    status = 422 if request.method == "POST" else 200
    return form_page(request, "checklists/library/item_move.html", context, status)


def moved(
    request: HttpRequest, template: Template, move: Move, order: str, closes: str = ""
) -> HttpResponse:
    """Move something, and say where it has landed."""
    try:
        said = arranging.move(template.pk, move, seen=order, who=who(request))
    except CannotEdit as refusal:
        return refused(request, template.pk, str(refusal))
    row = f"{'phase' if move.is_phase else 'item'}-{move.pk}"
    return changed(request, template, Outcome(said, row, f"drag-{row}", closes))


@require_POST
def template_put_back(request: HttpRequest, template_id: int, change_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    try:
        back = keeping.put_back(template.pk, change_id, who(request))
    except TemplateChange.DoesNotExist as never:
        raise Http404 from never
    except CannotEdit as refusal:
        return refused(request, template.pk, str(refusal))
    row = f"{back.kind}-{back.pk}"
    return changed(request, template, Outcome(back.said, row, f"edit-{row}", is_undo=True))
