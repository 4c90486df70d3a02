"""The rows of the long tables, worded beforehand, so that the template only prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from config.lib import words
from transitions.reports.queries.record import Record
from transitions.reports.queries.record.shapes import Entry, Item, Phase, Result
from transitions.reports.queries.record.story import spoken

TONES = {
    Result.DONE: "done",
    Result.LATE: "late",
    Result.SKIPPED: "skipped",
    Result.OPEN: "open",
    Result.OVERDUE: "overdue",
}

Say = Callable[[date | None], str]


@dataclass(frozen=True, slots=True)
class ItemRow:
    number: str
    title: str
    note: str
    files: str
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


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A signature under the dossier, as it is printed."""

    when: str
    who: str
    side: str
    reservations: str


@dataclass(frozen=True, slots=True)
class OverrideRow:
    gate: str
    when: str
    who: str
    reason: str
    was_open: tuple[str, ...]


def has_years(record: Record) -> bool:
    """Whether the days of the tables lie in several years; then every one of them says which."""
    items = [item for phase in record.phases for item in phase.items]
    days = [item.due_on for item in items] + [item.done_on for item in items if item.done_on]
    days += [entry.at.date() for entry in record.log.entries]
    return len({day.year for day in days}) > 1


def phases(record: Record) -> Iterator[PhaseRows]:
    """Phases with their items."""
    say, years = _way_of_saying(record), has_years(record)
    for phase in record.phases:
        yield PhaseRows(
            number=phase.number,
            name=phase.name,
            summary=_summary(phase, years),
            items=tuple(_item(item, say) for item in phase.items),
        )


def entries(record: Record, *, of_health: bool) -> Iterator[EntryRow]:
    """What people decided and did, or how health went; the oldest first."""
    say = _way_of_saying(record)
    for entry in record.log.entries:
        if entry.is_health != of_health:
            continue
        yield EntryRow(
            when=_when(entry, say),
            who=entry.responsible or "Changeover",
            activity=entry.activity,
            notes=entry.notes,
        )


def overrides(record: Record) -> Iterator[OverrideRow]:
    """Who let it pass which gate, when and why, and what was open then."""
    for override in record.overrides:
        yield OverrideRow(
            gate=override.gate,
            when=spoken(override.at),
            who=override.by,
            reason=override.reason,
            was_open=override.was_open,
        )


def keys(record: Record) -> Iterator[KeyRow]:
    """Who signed the dossier, when, and with which reservations."""
    for key in record.keys:
        side = f"{key.side} with reservations" if key.reservations else key.side
        yield KeyRow(spoken(key.at), key.by, side, key.reservations)


def _summary(phase: Phase, years: bool) -> str:
    span = words.days(phase.starts_on, phase.ends_on, year=years)
    return f"{phase.closed} of {phase.total} closed, {span}"


def _item(item: Item, say: Say) -> ItemRow:
    return ItemRow(
        number=item.number,
        title=item.title,
        note=item.note,
        files=_files(item),
        who=_who(item),
        due=say(item.due_on),
        done=say(item.done_on) if item.done_on else "",
        tone=TONES[item.result],
        result=item.result,
    )


def _files(item: Item) -> str:
    if not item.files:
        return ""
    return f"{'File' if len(item.files) == 1 else 'Files'}: {', '.join(item.files)}"


def _who(item: Item) -> str:
    if not item.closed_by:
        return item.who or "–"
    return f"{item.who}, closed by {item.closed_by}" if item.who else f"Closed by {item.closed_by}"


def _when(entry: Entry, say: Say) -> str:
    on = say(entry.at.date())
    return f"{on}, {entry.at:%H:%M}" if entry.has_time else on


def _way_of_saying(record: Record) -> Say:
    return words.short_full_day if has_years(record) else words.short_day
