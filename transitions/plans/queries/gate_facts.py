"""The facts that the conditions of gates depend on."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from datetime import date

from checklists.library.choices import GateCondition, ItemRole
from checklists.library.rules import dossier_gates
from checklists.library.rules.gate_facts import DossierFacts, Facts, ItemFact
from checklists.runs.models import Item, Note, Phase
from transitions.plans.models import Transition

ABOUT_ITEMS = {
    GateCondition.PHASE_CLOSED,
    GateCondition.NOTHING_OVERDUE,
    GateCondition.NOTHING_SET_ASIDE,
    GateCondition.FILES_THERE,
    GateCondition.JOINT_MEETING,
    GateCondition.NOTHING_OPEN,
}
ABOUT_TEAM = {GateCondition.HR_ON_TEAM, GateCondition.BACKUP_ON_TEAM}
ABOUT_DOSSIER = frozenset(dossier_gates.CHECKS)
TEXTS = ("client_reason", "findings", "lessons", "closing")


Telling = Callable[[Transition, date, bool], DossierFacts]
"""Tells how far the dossier of a transition has come on a day; True looks at each section anew,
False takes what was last kept, in two queries.
"""
_telling: list[Telling] = []


def ask_about_dossiers(tell: Telling) -> None:
    """Ask this for what gates want to know of dossiers; their room says so as the site starts."""
    _telling[:] = [tell]


@dataclass(frozen=True, slots=True)
class Looking:
    """How closely a gate is looked at, and whether who looks moves it by hand.

    A manager who moves ownership by hand releases it by that.
    """

    is_live: bool = True
    releases: bool = False


def of(
    transition: Transition, asked: Set[GateCondition], today: date, looking: Looking
) -> tuple[Facts, dict[int, str]]:
    """What these conditions depend on, and the names of phases; at most four queries.

    Only what is asked for is read. What a dossier holds comes on top, with two queries from what
    was last kept, or with those of its page.
    """
    items = _items(transition, today) if asked & ABOUT_ITEMS else ()
    contact = transition.key_contact
    facts = Facts(
        items=items,
        roles=_roles(transition) if asked & ABOUT_TEAM else frozenset(),
        written=frozenset(name for name in TEXTS if getattr(transition, name).strip()),
        unscored=_unscored(transition) if GateCondition.OBJECTIVES_SCORED in asked else (),
        contact=contact.name if contact else "",
        can_reach_contact=bool(contact and (contact.email or contact.phone)),
        incoming_noted=GateCondition.INCOMING_NOTE in asked and _has_noted(transition),
        days_since_move=(today - transition.moved_on).days if transition.moved_on else None,
        dossier=_dossier(transition, today, looking) if asked & ABOUT_DOSSIER else DossierFacts(),
    )
    names = _phases(transition) if GateCondition.PHASE_CLOSED in asked else {}
    return facts, names


def _dossier(transition: Transition, today: date, looking: Looking) -> DossierFacts:
    tell, *_ = _telling
    told = tell(transition, today, looking.is_live)
    if looking.releases:
        signed = told.signed | {ItemRole.MANAGER}
        told = replace(told, signed=signed, is_moved_by_hand=signed != told.signed)
    return told


def _items(transition: Transition, today: date) -> tuple[ItemFact, ...]:
    """All items, in the order in which they are due; one query."""
    rows = Item.objects.filter(checklist=transition.checklist_id).select_related("phase")
    in_order = rows.order_by("due_on", "phase__number", "position").defer("guidance")
    return tuple(
        ItemFact(
            pk=item.pk,
            phase=item.phase.number,
            stage=item.phase.stage,
            role=item.role,
            proof=item.proof,
            is_open=item.is_open,
            is_skipped=item.is_skipped,
            is_required=item.is_required,
            is_overdue=item.is_open and item.due_on < today,
            has_file=item.file_count > 0,
        )
        for item in in_order
    )


def _roles(transition: Transition) -> frozenset[str]:
    return frozenset(transition.team.values_list("role", flat=True))


def _unscored(transition: Transition) -> tuple[str, ...]:
    return tuple(transition.objectives.filter(score__isnull=True).values_list("title", flat=True))


def _has_noted(transition: Transition) -> bool:
    notes = Note.objects.filter(item__checklist=transition.checklist_id)
    return notes.filter(author=transition.incoming_id).exists()


def _phases(transition: Transition) -> dict[int, str]:
    running = Phase.objects.filter(checklist=transition.checklist_id)
    return dict(running.values_list("number", "name"))
