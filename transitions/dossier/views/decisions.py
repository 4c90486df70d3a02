"""What becomes of a commitment: decided by who takes over, told to the client, settled."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people.views.guards import person
from accounts.profile.models import Commitment
from config.lib.forms import posted
from config.lib.htmx import wants_part
from config.lib.site_time import site_day
from transitions.dossier.choices import Stance
from transitions.dossier.forms.decisions import (
    ClientToldForm,
    CommitmentForm,
    DeclineForm,
    RenegotiateForm,
    SettleForm,
)
from transitions.dossier.operations import client, commitments
from transitions.dossier.operations import decisions as operations
from transitions.dossier.operations.commitments import Read
from transitions.dossier.operations.decisions import Decided as Decision
from transitions.dossier.queries.commitments import Decided, of_transition, was_settled
from transitions.dossier.views.dossier import note_section, opened, place, show
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.views.answers import who
from transitions.plans.views.writing import attempt

SECTION = "commitments"
METHODS = ["GET", "HEAD", "POST"]
View = Callable[[HttpRequest, int, int], HttpResponse]
SETTLED = "This commitment is settled. You find it in the profile of the account."


def while_open(view: View) -> View:
    """Leads back to the dossier where a commitment was settled meanwhile, by a colleague or by
    the first of two clicks; 404 for what the reader does not see.
    """

    @wraps(view)
    def inner(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
        try:
            return view(request, transition_id, commitment_id)
        except Commitment.DoesNotExist as gone:
            found = opened(request, transition_id)
            if not was_settled(found, person(request), commitment_id):
                raise Http404 from gone
            messages.warning(request, SETTLED)
            return redirect(place(found, SECTION))

    return inner


@require_safe
def decisions(request: HttpRequest, transition_id: int) -> HttpResponse:
    """What becomes of each commitment; htmx asks for it when something was written in them."""
    found = opened(request, transition_id)
    if not wants_part(request):
        return redirect(place(found, SECTION))
    note_section(request, found, SECTION)
    context = {
        "transition": found,
        "decided": of_transition(found, person(request)),
        "today": timezone.localdate(),
    }
    return render(request, "transitions/dossier/decisions.html", context)


@require_POST
@while_open
def take(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    """Take over what was promised, as the page showed it."""
    found, row = _for_incoming(request, transition_id, commitment_id)

    def act(read: Read) -> str:
        operations.decide(found.pk, read, Decision(Stance.TAKES_OVER), who(request))
        return f"You take over “{row.commitment}”."

    return _do(request, found, row, act)


@require_http_methods(METHODS)
@while_open
def renegotiate(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    found, row = _for_incoming(request, transition_id, commitment_id)
    return _ask(request, found, row, RenegotiateForm)


@require_http_methods(METHODS)
@while_open
def decline(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    found, row = _for_incoming(request, transition_id, commitment_id)
    return _ask(request, found, row, DeclineForm)


@require_http_methods(METHODS)
@while_open
def client_told(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    found, row = _for_speakers(request, transition_id, commitment_id)
    return _ask(request, found, row, ClientToldForm)


@require_POST
@while_open
def client_agreed(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    """What was offered instead stands in place of what was promised."""
    found, row = _for_speakers(request, transition_id, commitment_id)

    def act(read: Read) -> str:
        client.agree(found.pk, read, who(request))
        return "Noted that the client agreed. The commitment says so now."

    return _do(request, found, row, act)


@require_http_methods(METHODS)
@while_open
def settle(request: HttpRequest, transition_id: int, commitment_id: int) -> HttpResponse:
    found, row = _row(request, transition_id, commitment_id)
    if not row.may_settle:
        raise PermissionDenied(commitments.settlers(found))
    return _ask(request, found, row, SettleForm)


def _row(
    request: HttpRequest, transition_id: int, commitment_id: int
) -> tuple[Transition, Decided]:
    """An open commitment that the reader may read.

    Raises:
        Commitment.DoesNotExist: there is none that they see, or it is settled.
    """
    found = opened(request, transition_id)
    return found, _decided(found, request, commitment_id)


def _decided(found: Transition, request: HttpRequest, commitment_id: int) -> Decided:
    rows = of_transition(found, person(request))
    row = next((one for one in rows if one.commitment.pk == commitment_id), None)
    if row is None:
        raise Commitment.DoesNotExist
    return row


def _for_incoming(
    request: HttpRequest, transition_id: int, commitment_id: int
) -> tuple[Transition, Decided]:
    """The same for who takes over; 403 for everybody else who reads it."""
    found, row = _row(request, transition_id, commitment_id)
    if not row.may_decide:
        raise PermissionDenied(f"{found.incoming} decides, until the account is theirs.")
    return found, row


def _for_speakers(
    request: HttpRequest, transition_id: int, commitment_id: int
) -> tuple[Transition, Decided]:
    """The same for both KAMs and who manages the transition; 403 for everybody else."""
    found, row = _row(request, transition_id, commitment_id)
    if not row.may_speak:
        raise PermissionDenied(
            f"{found.outgoing}, {found.incoming} and who manages this speak to the client."
        )
    return found, row


def _do(
    request: HttpRequest, found: Transition, row: Decided, act: Callable[[Read], str]
) -> HttpResponse:
    """Do what a button says with what the page showed, and go back to it."""
    try:
        said = act(Read(row.commitment.pk, request.POST.get("stamp", "")))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(place(found, SECTION))


def _ask(
    request: HttpRequest, found: Transition, row: Decided, kind: type[CommitmentForm]
) -> HttpResponse:
    """A page with the commitment and the form below it."""
    pk = row.commitment.pk
    form = kind(
        found,
        row.commitment,
        posted(request),
        stamp=lambda: _decided(found, request, pk).stamp,
        today=site_day(timezone.now()),
    )
    tried = attempt(request, form, "")
    if tried.is_kept:
        return redirect(place(found, SECTION))
    note_section(request, found, SECTION)
    more: dict[str, Any] = {"form": form, "one": row, "is_stale": tried.is_stale}
    if tried.is_stale:
        more["one"] = _decided(found, request, pk)
    return show(request, found, "commitment_form", more, status=tried.status)
