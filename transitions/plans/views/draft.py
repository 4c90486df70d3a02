from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.people.models import User
from accounts.people.views.guards import person
from transitions.plans.choices import State
from transitions.plans.forms.draft import DraftForm, answers_of
from transitions.plans.models import Transition
from transitions.plans.operations import redrafting
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.rules import not_now
from transitions.plans.views import new
from transitions.plans.views.actions import led_back, manageable
from transitions.plans.views.writing import refuse


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, transition_id: int) -> HttpResponse:
    """The page of a new transition, with the answers of a draft."""
    found = manageable(request, transition_id)
    why = not_now("draft", State(found.state))
    if request.method != "POST":
        if why:
            return led_back(request, found, why)
        answers = answers_of(found, person(request))
        return new.page(request, new.form_of_draft(request, answers, found), status=200)
    if why:
        return kept_to_copy(request, found, why)
    if "preview" in request.POST or "repair" in request.POST:
        form = new.form_of_draft(request, new.repaired(request.POST), found)
        return new.page(request, form, status=200)
    form = new.form_of_draft(request, request.POST, found, is_sent=True)
    if form.is_valid() and (kept := save(form, person(request))):
        said = "is kept as a draft" if kept.is_draft else "has started"
        messages.success(request, f"The transition of {kept.account} {said}.")
        return redirect(kept)
    return new.page(request, form, status=409 if form.is_sent_again else 422)


def kept_to_copy(request: HttpRequest, found: Transition, why: str) -> HttpResponse:
    """The answers that were sent for what is no draft any more, without a button."""
    form = new.form_of_draft(request, request.POST, found)
    refuse(form, why)
    return new.page(request, form, status=409)


def save(form: DraftForm, user: User) -> Transition | None:
    """Keep the answers and start it where asked; a refusal, or what differs, goes to the form."""
    try:
        return redrafting.change(
            form.draft.pk,
            redrafting.Edit(form.new_transition(), form.cleaned_data["seen"], form.starts),
            by=user,
            now=timezone.now(),
        )
    except Stale:
        form.is_sent_again = True
        form.renew()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None
