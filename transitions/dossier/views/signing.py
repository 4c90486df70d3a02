from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people.models import User
from accounts.people.views.guards import person
from config.lib.forms import posted
from transitions.dossier import permissions
from transitions.dossier.choices import Side
from transitions.dossier.forms.signing import ReserveForm
from transitions.dossier.operations import signing
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.keys import Key, keys
from transitions.dossier.views.dossier import opened, show
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.permissions import may_manage
from transitions.plans.queries import releasing
from transitions.plans.views.answers import who
from transitions.plans.views.writing import attempt

SAID = {
    Side.OUTGOING: "Signed. {incoming} sees that you have handed over everything.",
    Side.INCOMING: "Accepted. {manager} releases the move.",
    Side.MANAGER: "Released. Ownership moves on its day, once nothing is open.",
}
TAKEN_BACK = {
    Side.OUTGOING: "Taken back. Sign again once everything is handed over.",
    Side.INCOMING: "Taken back. Ownership does not move on your word.",
    Side.MANAGER: "Taken back. Ownership waits for your release.",
}


@require_POST
def sign(request: HttpRequest, transition_id: int, side: str) -> HttpResponse:
    """Turn a key on what the page showed."""
    found, which = _for_side(request, transition_id, side)
    try:
        wanted = Signing(which, request.POST.get("stamp", ""))
        signing.sign(found.pk, wanted, who(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        names = {"incoming": found.incoming.first_name, "manager": found.manager.first_name}
        messages.success(request, SAID[which].format(**names))
    return redirect(_place(found))


@require_POST
def take_back(request: HttpRequest, transition_id: int, side: str) -> HttpResponse:
    found, which = _for_side(request, transition_id, side)
    try:
        signing.take_back(found.pk, which, who(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, TAKEN_BACK[which])
    return redirect(_place(found))


@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Accept what the page showed with reservations; its link has the stamp of that."""
    found = opened(request, transition_id)
    user = person(request)
    if not permissions.may_answer_section(user, found):
        raise PermissionDenied(WHOSE[Side.INCOMING].format(found.incoming))
    if found.has_moved:
        messages.warning(request, "Ownership has moved. What was signed stays.")
        return redirect(_place(found))
    key = _key(found, user)
    before = key.signature.reservations if key.signature else ""
    form = ReserveForm(
        found,
        posted(request),
        stamp=lambda: _key(found, user).stamp,
        initial={"stamp": request.GET.get("stamp") or key.stamp, "reservations": before},
    )
    tried = attempt(request, form, "")
    if tried.is_kept:
        return redirect(_place(found))
    more = {"form": form, "is_stale": tried.is_stale}
    return show(request, found, "reserve", more, status=tried.status)


WHOSE = {
    Side.OUTGOING: "{} signs that everything is handed over.",
    Side.INCOMING: "{} accepts the dossier.",
    Side.MANAGER: "{} releases the move, or who else manages it.",
}


def _for_side(request: HttpRequest, transition_id: int, side: str) -> tuple[Transition, Side]:
    """The transition, for who turns this key; 403 for everybody else who sees it.

    Once ownership has moved the operation says so.
    """
    found = opened(request, transition_id)
    if side not in Side.values:
        raise Http404
    which = Side(side)
    holder = {
        Side.OUTGOING: found.outgoing,
        Side.INCOMING: found.incoming,
        Side.MANAGER: found.manager,
    }[which]
    user = person(request)
    if which == Side.MANAGER and user == found.incoming and may_manage(user, found):
        raise PermissionDenied(releasing.who_else(found))
    if not permissions.turns(user, found, which):
        raise PermissionDenied(WHOSE[which].format(holder))
    return found, which


def _key(found: Transition, user: User) -> Key:
    """The key of who takes over, as it is now."""
    return keys(found, dossier_page(found, user, timezone.localdate()), user).incoming


def _place(found: Transition) -> str:
    return f"{reverse('dossier', args=[found.pk])}#keys"
