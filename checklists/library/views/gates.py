from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from checklists.library.forms.gates import GatesForm
from checklists.library.operations.gates import FROZEN, CannotSet
from checklists.library.views.guards import editable_template, who
from config.lib.forms import posted


@require_http_methods(["GET", "POST"])
def template_gates(request: HttpRequest, template_id: int) -> HttpResponse:
    """What the gates of a draft ask for beside required items."""
    found = editable_template(request, template_id)
    if request.method == "GET" and not found.is_open_draft:
        messages.warning(request, FROZEN)
        return redirect(found)
    form, status = GatesForm(found, posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                form.act(who(request))
            except CannotSet as refusal:
                status = 409
                form.add_error(None, str(refusal))
                form.renew()
            else:
                messages.success(request, "Saved the gates.")
                return redirect(found)
    shown = {
        "template": found,
        "form": form,
        "is_stale": status == 409 and found.is_open_draft,
        "is_refused": not found.is_open_draft,
    }
    return render(request, "checklists/library/gates.html", shown, status=status)
