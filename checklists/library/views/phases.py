"""Phases of a draft, each with a form of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checklists.library.forms.phase import PhaseForm
from checklists.library.operations import phases
from checklists.library.operations.holding import AddedBefore, CannotEdit, ChangedMeanwhile
from checklists.library.queries import editing, values
from checklists.library.views.answers import Outcome, changed, form_page, refused
from checklists.library.views.guards import editable_template, phase_in, who
from config.lib.forms import posted

FORM = "checklists/library/phase_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def phase_new(request: HttpRequest, template_id: int) -> HttpResponse:
    template, status = editable_template(request, template_id), 200
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    form = PhaseForm(
        posted(request), editing.first_phase_values(template), is_new=True, place="new"
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            key = form.cleaned_data["request_key"]
            try:
                phase = phases.add(template.pk, form.values, who(request, key))
            except (AddedBefore, CannotEdit) as refusal:
                form.add_error(None, str(refusal))
                form.renew_key()
            else:
                said = f"Phase “{phase.name}” is added. Now add its items."
                outcome = Outcome(said, f"phase-{phase.pk}", f"add-{phase.pk}", "panel-phase-new")
                return changed(request, template, outcome)
    context = {"template": template, "form": form, "panel": "panel-phase-new"}
    return form_page(request, FORM, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def phase_edit(request: HttpRequest, template_id: int, phase_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    phase = phase_in(template, phase_id)
    if request.method != "POST" and not template.is_open_draft:
        return redirect(template)
    row, status = f"phase-{phase.pk}", 200
    form = PhaseForm(posted(request), values.of_phase(phase), place=row)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            try:
                phases.change(template.pk, phase.pk, form.values, seen=seen, who=who(request))
            except ChangedMeanwhile as conflict:
                form.compare(conflict.values)
                status = 409
            except CannotEdit as refusal:
                form.add_error(None, str(refusal))
            else:
                said = f"Phase “{form.values['name']}” is saved."
                outcome = Outcome(said, row, f"edit-{row}", f"panel-{row}")
                return changed(request, template, outcome)
    context = {"template": template, "phase": phase, "form": form, "panel": f"panel-{row}"}
    return form_page(request, FORM, context | {"conflict": status == 409}, status)


@require_POST
def phase_delete(request: HttpRequest, template_id: int, phase_id: int) -> HttpResponse:
    template = editable_template(request, template_id)
    phase = phase_in(template, phase_id)
    try:
        removed = phases.remove(template.pk, phase.pk, who(request))
    except CannotEdit as refusal:
        return refused(request, template.pk, str(refusal))
    undo = reverse("template_put_back", args=[template.pk, removed.pk])
    outcome = Outcome(f"{removed.said}.", "phases", "add-phase", undo=undo)
    return changed(request, template, outcome)
