"""What is still open: empty, not confirmed, refused, unanswered, closed to who takes over."""

from __future__ import annotations

from collections.abc import Iterator

from config.lib import words
from transitions.dossier.choices import Standing
from transitions.dossier.queries.dossier import Part
from transitions.plans.models import Transition
from transitions.reports.queries.transfer.reader import Readable
from transitions.reports.queries.transfer.sealing import day
from transitions.reports.queries.transfer.shapes import Cell, Column, Section, Table

NAME = "open"
OWED_BY_OUTGOING = {
    Standing.EMPTY: "Nothing stands in it, and nobody said that there is nothing to tell.",
    Standing.OPEN: "It is not confirmed.",
    Standing.CHANGED: "It was changed since it was confirmed.",
    Standing.REOPENED: "It was changed since it was accepted.",
    Standing.REFUSED: "It is refused.",
}
Row = tuple[Cell, Cell, Cell]


def open_points(readables: tuple[Readable, ...], transition: Transition) -> Section:
    """Everything that is open, and whose turn it is."""
    rows = tuple(row for one in readables for row in _rows(one, transition))
    columns = (Column("Section", "m"), Column("What is open"), Column("Whose turn it is", "m"))
    nothing = "" if rows else "Nothing is open: all of it is known, confirmed and accepted."
    blocks = (Table("", columns, rows),) if rows else ()
    return Section(NAME, "What is still open", blocks, nothing=nothing)


def _rows(one: Readable, transition: Transition) -> Iterator[Row]:
    part = one.part
    outgoing, incoming = transition.outgoing.full_name, transition.incoming.full_name
    title = Cell(part.title)
    if part.standing in OWED_BY_OUTGOING:
        said = OWED_BY_OUTGOING[part.standing]
        with_reason = part.standing == Standing.REFUSED and part.seal and not _is_cut(one)
        yield (
            title,
            Cell(f"{said} {part.seal.reason}" if with_reason and part.seal else said),
            (Cell(outgoing)),
        )
    elif part.standing == Standing.CONFIRMED:
        yield title, Cell("It is confirmed, and not accepted."), Cell(incoming)
    if one.is_closed:
        return
    for question in part.asked:
        if question.answered_at is None:
            asks = question.asked_by.full_name if question.asked_by else "Somebody"
            due = f", due on {words.short_full_day(question.due_on)}" if question.due_on else ""
            yield (
                title,
                Cell(question.text, f"{asks} asked on {day(question.asked_at)}{due}"),
                (Cell(outgoing)),
            )
    yield from _shut(part, transition)


def _shut(part: Part, transition: Transition) -> Iterator[Row]:
    """Documents that who takes over has said they cannot open."""
    if part.shown is None or "documents" not in part.shown.rows:
        return
    incoming = transition.incoming
    for row in part.shown.rows["documents"]:
        said = [one for one in row.openings.all() if one.person_id == incoming.pk]
        if said and not said[0].can_open:
            keeper = (row.keeper or transition.outgoing).full_name
            what = f"{incoming.first_name} cannot open “{row.title}”."
            yield Cell(part.title), Cell(what), Cell(keeper)


def _is_cut(one: Readable) -> bool:
    return one.is_closed or bool(one.hidden)
