"""Templates begin, are published, retire, come back, and are deleted while they are drafts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people.views.guards import person
from accounts.people.views.saved_views import on_to
from checklists.library import permissions
from checklists.library.choices import TemplateState
from checklists.library.forms.template import CloneForm, HeadForm
from checklists.library.models import Template
from checklists.library.operations import drafts, publishing
from checklists.library.operations.holding import AddedBefore, CannotEdit, Who
from checklists.library.operations.publishing import CannotPublish, ChangedSince
from checklists.library.queries import editing, values
from checklists.library.queries.editor import editor
from checklists.library.views.guards import editable_template, needs_editor, who
from config.lib.forms import posted

FORM = "checklists/library/template_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: HttpRequest) -> HttpResponse:
    needs_editor(request)
    form = HeadForm(posted(request), editing.HEAD, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            draft = drafts.create(form.values, who(request, form.cleaned_data["request_key"]))
        except (AddedBefore, CannotEdit) as refusal:
            form.add_error(None, str(refusal))
            form.renew_key()
        else:
            messages.success(request, f"{draft.name} is begun as a draft. Add its first phase.")
            return redirect("template_edit", draft.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, FORM, {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def template_clone(request: HttpRequest, template_id: int) -> HttpResponse:
    source = editable_template(request, template_id)
    first = {"name": f"Copy of {source.name}"[:80]}
    form = CloneForm(posted(request), first, is_new=True)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            draft = drafts.clone(source.pk, form.values, who(request, key))
        except (AddedBefore, CannotEdit) as refusal:
            form.add_error(None, str(refusal))
            form.renew_key()
        else:
            messages.success(request, f"{draft.name} is a draft of its own now.")
            return redirect("template_edit", draft.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, FORM, {"form": form, "source": source}, status=status)


@require_POST
def template_next(request: HttpRequest, template_id: int) -> HttpResponse:
    """Edit what is published: its next version, which may be open already."""
    template = editable_template(request, template_id)
    draft, is_new = drafts.next_version(template.pk, who(request))
    if is_new:
        messages.success(
            request,
            f"Version {draft.version} is begun as a draft. Nothing changes for anybody until "
            "you publish it.",
        )
    else:
        messages.info(request, f"Version {draft.version} is open already. You go on with it.")
    return redirect("template_edit", draft.pk)


@require_POST
def template_publish(request: HttpRequest, template_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    seen = request.POST.get("seen", "")
    try:
        publishing.publish(
            template.pk, seen=int(seen) if seen.isdecimal() else -1, who=who(request)
        )
    except CannotPublish as refusal:
        return not_published(request, template, refusal)
    except ChangedSince as change:
        messages.error(request, str(change))
        return redirect("template_edit", template.pk)
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            f"Version {template.version} is published. New transitions start from it; those "
            "that run keep the version they have.",
        )
    return redirect(template)


def not_published(request: HttpRequest, template: Template, refusal: CannotPublish) -> HttpResponse:
    """The draft again, with everything that is still wrong at its head.

    Where it has been mended in the meantime, the reasons for which it was refused.
    """
    if not template.is_open_draft:
        messages.error(request, f"It was not published. {refusal}")
        return redirect(template)
    context = {
        "template": template,
        "form": HeadForm(None, values.of_template(template)),
        "page": editor(template),
        "refusal": str(refusal),
    }
    return render(request, "checklists/library/editor.html", context, status=422)


@require_POST
def template_retire(request: HttpRequest, template_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    if template.state == TemplateState.DRAFT:
        said = "Version {version} is set aside. It stays among the versions of this template."
        return act(request, template_id, publishing.retire, said)
    said = "Version {version} is retired. No new transition starts from it."
    return act(request, template_id, publishing.retire, said, undo="template_bring_back")


@require_POST
def template_bring_back(request: HttpRequest, template_id: int) -> HttpResponse:
    return act(
        request,
        template_id,
        publishing.bring_back,
        "Version {version} is published again. New transitions start from it.",
    )


@require_POST
def template_delete(request: HttpRequest, template_id: int) -> HttpResponse:
    draft = editable_template(request, template_id)
    try:
        drafts.delete(draft.pk, who(request))
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
        return redirect(draft)
    undo = reverse("template_undelete", args=[draft.pk])
    messages.success(request, f"The draft of {draft.name} is deleted.", extra_tags=undo)
    return redirect("templates")


@require_POST
def template_undelete(request: HttpRequest, template_id: int) -> HttpResponse:
    if not permissions.can_edit(person(request)):
        raise Http404
    try:
        draft = drafts.bring_back(template_id, who(request))
    except Template.DoesNotExist as gone:
        raise Http404 from gone
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
        return on_to(request, reverse("templates"))
    messages.success(request, f"The draft of {draft.name} is back.")
    return on_to(request, reverse("template_edit", args=[draft.pk]))


def act(
    request: HttpRequest,
    template_id: int,
    operation: Callable[[int, Who], Template],
    said: str,
    undo: str = "",
) -> HttpResponse:
    """Change the state of a template, and go back to its page."""
    template = editable_template(request, template_id)
    try:
        operation(template.pk, who(request))
    except (CannotEdit, CannotPublish) as refusal:
        messages.error(request, str(refusal))
    else:
        back = reverse(undo, args=[template.pk]) if undo else ""
        messages.success(request, said.format(version=template.version), extra_tags=back)
    return on_to(request, template.get_absolute_url())
