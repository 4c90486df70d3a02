"""The rows of the long tables, worded beforehand, so that the template only prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.lib import words
from transitions.reports.queries.record import Record
from transitions.reports.queries.record.shapes import Entry, Item, Phase, Result

TONES = {
    Result.DONE: "done",
    Result.LATE: "late",
    Result.SKIPPED: "skipped",
    Result.OPEN: "open",
    Result.OVERDUE: "overdue",
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    number: str
    title: str
    note: str
    who: str
    due: str
    done: str
    tone: str
    result: str


@dataclass(frozen=True, slots=True)
class PhaseRows:
    number: int
    name: str
    summary: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    when: str
    who: str
    activity: str
    notes: str


def phases(record: Record) -> Iterator[PhaseRows]:
    """Phases with their items; days carry a year where it is not the last day's."""
    for phase in record.phases:
        yield PhaseRows(
            number=phase.number,
            name=phase.name,
            summary=_summary(phase),
            items=tuple(_item(item, record.facts.ends_on) for item in phase.items),
        )


def entries(record: Record) -> Iterator[EntryRow]:
    """The log, oldest first."""
    for entry in record.log.entries:
        yield EntryRow(
            when=_when(entry, record.facts.ends_on),
            who=entry.responsible or "Changeover",
            activity=entry.activity,
            notes=entry.notes,
        )


def _summary(phase: Phase) -> str:
    return f"{phase.closed} of {phase.total}, {words.days(phase.starts_on, phase.ends_on)}"


def _item(item: Item, ends_on: date) -> ItemRow:
    return ItemRow(
        number=item.number,
        title=item.title,
        note=item.note,
        who=item.who or "–",
        due=words.short_day(item.due_on, today=ends_on),
        done=words.short_day(item.done_on, today=ends_on) if item.done_on else "",
        tone=TONES[item.result],
        result=item.result,
    )


def _when(entry: Entry, ends_on: date) -> str:
    return f"{words.short_day(entry.at.date(), today=ends_on)}, {entry.at:%H:%M}"
