"""What a reader may read of it: here, and nowhere else, confidential things are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from accounts.clients.choices import Level
from accounts.profile.models import Contract
from accounts.profile.queries.page import ProfileSection
from transitions.dossier.models import Question
from transitions.dossier.queries.dossier import Part
from transitions.reports.choices import Edition
from transitions.reports.queries.transfer.reading import Material


@dataclass(frozen=True, slots=True)
class Readable:
    """A section as a reader may read it.

    `hidden` is how many of its rows are confidential; with `is_closed` all of it is.
    """

    part: Part
    hidden: int = 0
    is_closed: bool = False


def for_reader(material: Material, edition: Edition) -> tuple[Readable, ...]:
    """The sections of an edition. Who said what of a section is told in each."""
    if edition == Edition.FULL:
        return tuple(Readable(part) for part in material.parts)
    return tuple(_opened(part) for part in material.parts)


def is_confidential(one: Any) -> bool:
    """Whether a row, or a section, is marked so; most kinds know no levels."""
    return getattr(one, "level", Level.OPEN) == Level.CONFIDENTIAL


def _opened(part: Part) -> Readable:
    asked = _open(part.asked)
    if part.shown is None:
        return Readable(replace(part, asked=asked), len(part.asked) - len(asked))
    if is_confidential(part.shown):
        return Readable(replace(part, asked=()), is_closed=True)
    rows = {kind: _open(some) for kind, some in part.shown.rows.items()}
    hidden = sum(len(some) for some in part.shown.rows.values()) - sum(map(len, rows.values()))
    shown = replace(part.shown, rows={kind: list(some) for kind, some in rows.items()})
    return Readable(
        replace(part, shown=_without_papers(shown), asked=asked),
        hidden + len(part.asked) - len(asked),
    )


def _open(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(row for row in rows if not is_confidential(row))


def _without_papers(shown: ProfileSection) -> ProfileSection:
    """A contract stays, though the document that it names may be confidential."""
    if "contracts" not in shown.rows:
        return shown
    rows = [_without_paper(row) for row in shown.rows["contracts"]]
    return replace(shown, rows={**shown.rows, "contracts": rows})


def _without_paper(contract: Contract) -> Contract:
    if contract.document is None or not is_confidential(contract.document):
        return contract
    told = copy(contract)
    told.document = None
    return told


def open_questions(readables: Sequence[Readable]) -> tuple[Question, ...]:
    """The questions without an answer that the reader may read."""
    asked = (question for one in readables for question in one.part.asked)
    return tuple(question for question in asked if question.answered_at is None)
