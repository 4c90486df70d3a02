"""What gates can ask of a dossier: that it is accepted, signed and released.

Pure functions of values, no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checklists.library.choices import GateCondition, ItemRole
from checklists.library.rules.gate_facts import Check, Facts, Lack, Owed, Place

KEYS = {
    ItemRole.OUTGOING: "“I have handed over everything” is not signed",
    ItemRole.INCOMING: "The dossier is not accepted as a whole",
}
"""The two who sign, and what is missing where they have not."""


def _sections(facts: Facts, number: int) -> Iterator[Lack]:
    if not facts.dossier.has_reservations:
        yield from map(_lack, facts.dossier.unaccepted)


def _questions(facts: Facts, number: int) -> Iterator[Lack]:
    if not facts.dossier.has_reservations:
        yield from map(_lack, facts.dossier.unanswered)


def _commitments(facts: Facts, number: int) -> Iterator[Lack]:
    if count := facts.dossier.undecided_commitments:
        are = "commitment waits" if count == 1 else "commitments wait"
        text = f"{count} {are} for a decision"
        yield Lack(Place.DOSSIER, text, owed_by=ItemRole.INCOMING)


def _signed(facts: Facts, number: int) -> Iterator[Lack]:
    for role, text in KEYS.items():
        if role not in facts.dossier.signed:
            yield Lack(Place.DOSSIER, text, owed_by=role)


def _released(facts: Facts, number: int) -> Iterator[Lack]:
    if ItemRole.MANAGER not in facts.dossier.signed:
        yield Lack(Place.DOSSIER, "Nobody has released it", owed_by=ItemRole.MANAGER)


def _lack(owed: Owed) -> Lack:
    return Lack(Place.DOSSIER, owed.text, owed_by=owed.by)


CHECKS: Mapping[GateCondition, Check] = {
    GateCondition.SECTIONS_ACCEPTED: _sections,
    GateCondition.QUESTIONS_ANSWERED: _questions,
    GateCondition.COMMITMENTS_DECIDED: _commitments,
    GateCondition.BOTH_SIGNED: _signed,
    GateCondition.RELEASED: _released,
}
"""In the order in which they are told."""


def note(condition: GateCondition, facts: Facts) -> str:
    """Why a condition counts as met although it is not, as a sentence; empty where it is."""
    told = facts.dossier
    waived = {
        GateCondition.SECTIONS_ACCEPTED: len(told.unaccepted),
        GateCondition.QUESTIONS_ANSWERED: len(told.unanswered),
    }.get(condition, 0)
    if waived and told.has_reservations:
        return f"{waived} to go, taken with the reservations"
    if condition == GateCondition.BOTH_SIGNED and told.has_reservations:
        return f"With reservations: {told.reservations}"
    if condition == GateCondition.RELEASED and told.is_moved_by_hand:
        return "Who moves it by hand releases it by that"
    return ""
