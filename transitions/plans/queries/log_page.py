"""The log of a transition, a page at a time, by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.timezone import localtime

from config.lib import words
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry, Transition
from transitions.plans.queries.faces import Face, Sides
from transitions.plans.queries.log_words import Said, said


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, what, by whom. Who writes by hand tells the day, not the time."""

    at: str
    icon: str
    kind: str
    said: Said
    notes: str
    face: Face | None
    who: str


@dataclass(frozen=True, slots=True)
class Day:
    title: str
    lines: tuple[Line, ...]


ICONS = {
    "lifecycle": "flag",
    "ownership": "circle-half",
    "item": "check2-square",
    "dates": "calendar3",
    "team": "people",
    "words": "pencil",
    "health": "bar-chart",
    "report": "file-earmark-text",
    "manual": "pencil",
}


def people(transition: Transition) -> list[tuple[int, str]]:
    """Everybody who has an entry in the log, by name; one query."""
    named = transition.log.filter(responsible__isnull=False).order_by("responsible__full_name")
    return list(named.values_list("responsible", "responsible__full_name").distinct())


def days(
    entries: Iterable[LogEntry], transition: Transition, viewer: int, today: date
) -> tuple[Day, ...]:
    """Entries under the days on which they happened; no query when people and items are loaded."""
    sides = Sides(transition.outgoing_id, transition.incoming_id, viewer)
    grouped = groupby(entries, key=lambda entry: localtime(entry.happened_at).date())
    return tuple(
        Day(
            "Today" if on == today else words.day(on, today=today),
            tuple(_line(entry, sides) for entry in found),
        )
        for on, found in grouped
    )


def _line(entry: LogEntry, sides: Sides) -> Line:
    person = entry.responsible
    notes = entry.notes
    if entry.written_by and person and entry.written_by_id != person.pk:
        notes = f"{notes}\nWritten by {entry.written_by.full_name}.".strip()
    return Line(
        at="" if entry.kind == LogKind.MANUAL else f"{localtime(entry.happened_at):%H:%M}",
        icon=ICONS.get(entry.kind, "journal-text"),
        kind=entry.get_kind_display(),
        said=said(
            entry.activity,
            entry.transition_id,
            entry.item_id,
            entry.item.title if entry.item else None,
        ),
        notes=notes,
        face=sides.face(person.pk, person.full_name) if person else None,
        who=sides.short(person.pk, person.full_name) if person else "Changeover",
    )
