"""Stamps of what a section holds: what was said of it counts for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from accounts.profile.queries.page import ProfileSection
from transitions.dossier.choices import Answer
from transitions.dossier.models import Question, Seal
from transitions.plans.models import Transition


def stamp_of(shown: ProfileSection) -> str:
    """What a section holds, in a stamp that differs as soon as any of it does; empty for nothing.

    It is the same for all readers, whatever they see of the section. How well somebody knows a
    contact is no part of it: both KAMs go on judging that.
    """
    shown = shown.full
    rows: list[tuple[object, ...]] = [
        (kind, row.pk, row.version) for kind, some in shown.rows.items() for row in some
    ]
    if shown.single:
        rows.append(("single", shown.single.pk, shown.single.version))
    if shown.stakeholders:
        rows += [
            ("contact", one.contact.pk, one.contact.version) for one in shown.stakeholders.people
        ]
    if shown.nothing:
        rows.append(("nothing", shown.nothing.said_at.isoformat()))
    return _hashed(rows)


def stamp_of_questions(questions: Iterable[Question]) -> str:
    """The same for what was asked and told."""
    return _hashed([(one.pk, one.version) for one in questions])


def _hashed(rows: Sequence[tuple[object, ...]]) -> str:
    return sha256(repr(sorted(rows, key=repr)).encode()).hexdigest() if rows else ""


def then(transition: Transition, seal: Seal, stamp: str) -> str:
    """The stamp that counts: once ownership has moved that of what was said last.

    The account then belongs to who took over, and their daily work reopens no handover.
    """
    if not transition.has_moved:
        return stamp
    return seal.answered if seal.answer == Answer.ACCEPTED else seal.confirmed
