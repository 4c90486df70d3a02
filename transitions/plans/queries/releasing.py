"""Who releases and moves ownership by hand: never who takes over, while somebody else can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import BooleanField, Case, F, Q, Value, When

from accounts.people.choices import Role
from accounts.people.models import User, UserQuerySet
from checklists.library.choices import Gate
from config.lib import words
from transitions.plans.models import Transition
from transitions.plans.queries.gate import Line, Missing, Panel, panel

PLACES = {
    "manager": {Role.MANAGER, Role.ADMINISTRATOR},
    "outgoing__team__lead": {Role.MANAGER},
    "incoming__team__lead": {Role.MANAGER},
}
"""Who manages a transition and who leads its KAMs, with the roles in which they can manage it."""
NAMED = 3
"""So many managers are named; an administrator always can."""
ALONE = Missing("", "Nobody else can release it", "", "", "", is_overdue=False, key="alone")
OWN = Line("Somebody who does not take over has released the move", (ALONE,), 1)
"""What a gate lacks for who moves it to themselves, whatever the template asks for."""


def others(transition: Transition) -> UserQuerySet:
    """Who manages a transition beside who takes over, as `permissions.may_manage` says."""
    teams = (transition.outgoing.team_id, transition.incoming.team_id)
    manages = Q(pk=transition.manager_id) | Q(leads_teams__in=[pk for pk in teams if pk])
    can = Q(role=Role.ADMINISTRATOR) | Q(manages, role=Role.MANAGER)
    found = User.objects.filter(can, is_active=True).exclude(pk=transition.incoming_id)
    return found.order_by("full_name", "pk").distinct()


def falls_to(place: str) -> Q:
    """Transitions where who stands at one of the `PLACES` is asked to release the move.

    That is who manages it. Where they take over themselves, or can manage nothing any more, it is
    who leads one of the two; where they cannot either, an administrator.
    """
    return _can(place) if place == "manager" else _can(place) & ~_can("manager")


def falls_to_administrators() -> Q:
    """Transitions where only administrators can release the move; they are asked, then."""
    nobody = Q()
    for place in PLACES:
        nobody &= ~_can(place)
    return nobody


def falls_to_person(user: User) -> Q:
    """Transitions where somebody is asked to release the move, of those that they see.

    The same people put right what was refused where who hands over can no longer sign in.
    """
    own = Q(pk__in=[])
    for place in PLACES:
        own |= Q(**{place: user.pk}) & falls_to(place)
    if user.is_administrator:
        own |= falls_to_administrators() & ~Q(incoming=user.pk)
    return own


def _can(place: str) -> Q:
    """Whether somebody stands there who can; a case, as “not” of it holds where nobody stands."""
    here = {f"{place}__is_active": True, f"{place}__role__in": PLACES[place]}
    can = When(Q(**here) & ~Q(**{place: F("incoming")}), then=Value(True))
    return Q(Case(can, default=Value(False), output_field=BooleanField()))


def releases_by_moving(transition: Transition, by: User | None) -> bool:
    """Whether somebody who moves ownership by hand releases it by that: not their own."""
    return by is not None and by.pk != transition.incoming_id


def gate_for(transition: Transition, gate: Gate, today: date, by: User | None) -> Panel:
    """A gate as it is for who passes it by hand, None for the scheduled task; as `panel`.

    Who moves to themselves what nobody else can release lacks that.
    """
    found = panel(transition, gate, today, releases=releases_by_moving(transition, by))
    is_own = gate == Gate.OWNERSHIP and by is not None and by.pk == transition.incoming_id
    if not is_own or found.asks_release or others(transition).exists():
        return found
    return replace(found, lines=(*found.lines, OWN))


def why_not(transition: Transition, by: User | None) -> str:
    """Why somebody does not move ownership by hand: they take over, and somebody else can move it.

    Empty where they may; no query for who does not take over, else one to three.
    """
    if by is None or by.pk != transition.incoming_id or not others(transition).exists():
        return ""
    return who_else(transition, "moves it")


def who_else(transition: Transition, does: str = "releases the move") -> str:
    """Who does it where who takes over manages it, in a sentence to them; two queries."""
    found = others(transition)
    managers = [str(one) for one in found.filter(role=Role.MANAGER)[:NAMED]]
    if found.filter(role=Role.ADMINISTRATOR).exists():
        managers.append("an administrator")
    start = f"You take over {transition.account}"
    if not managers:
        return f"{start}, and nobody else can release the move. Move ownership and say why."
    return f"{start}, so somebody else {does}: {words.listing(managers, 'or')}."
