"""What happened last, over all transitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from config.lib import words
from transitions.plans.choices import Health, LogKind
from transitions.plans.models import LogEntry, TransitionQuerySet
from transitions.plans.queries.log_words import Said, said

SHOWN = 6
"""As many as stand beside the board; the full log has the rest."""
FIELDS = (
    "pk",
    "happened_at",
    "kind",
    "activity",
    "notes",
    "responsible__full_name",
    "transition",
    "transition__account__name",
    "item",
    "item__title",
)
HEALTH_WORD = "health "
MOVED = "Ownership moved"
OF_A_MEMBER = (" joined as ", " took over as ", " left the team")
"""What entries say of somebody on the team; they begin with that person's name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; `person` is empty when Changeover itself did it.

    `health` is what a transition has come to where the line tells of that. Who writes by hand
    tells the day, not the time.
    """

    at: datetime
    kind: str
    person: str
    said: Said
    notes: str
    account: str
    url: str
    health: str = ""
    has_time: bool = True

    @property
    def time(self) -> str:
        """When it happened on that day, where it is known."""
        return f"{self.at:%H:%M}" if self.has_time else ""

    @property
    def full_name(self) -> str:
        return self.person

    @property
    def first_name(self) -> str:
        return self.person.split(" ")[0] or "Changeover"

    @property
    def initials(self) -> str:
        return words.initials(self.person)


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day, under its name."""

    name: str
    entries: Sequence[Entry]


def recent(transitions: TransitionQuerySet, today: date) -> list[Day]:
    """The last entries of the log of these transitions, by day; one query.

    The log has an index by time, so that nothing sorts the whole of it.
    """
    found = LogEntry.objects.filter(transition__in=transitions.order_by())
    return by_day(found.values(*FIELDS)[:SHOWN], today)


def by_day(rows: Iterable[Mapping[str, Any]], today: date) -> list[Day]:
    """Entries as values of `FIELDS`, the newest first, under their days; no query."""
    grouped = groupby(map(_entry, rows), key=lambda entry: entry.at.date())
    return [Day(_name(day, today), list(members)) for day, members in grouped]


def _entry(row: Mapping[str, Any]) -> Entry:
    activity = _as_clause(row["kind"], row["activity"])
    health = _came_to(activity) if row["kind"] == LogKind.HEALTH else ""
    return Entry(
        at=localtime(row["happened_at"]),
        has_time=row["kind"] != LogKind.MANUAL,
        kind=str(LogKind(row["kind"]).label),
        person=row["responsible__full_name"] or "",
        said=said(
            activity.removeprefix(HEALTH_WORD) if health else activity,
            row["transition"],
            row["item"],
            row["item__title"],
        ),
        notes=row["notes"],
        account=row["transition__account__name"],
        url=reverse("transition", args=[row["transition"]]),
        health=health,
    )


def _as_clause(kind: str, activity: str) -> str:
    """The activity as it goes on after a name; what people wrote themselves stays as it is."""
    if kind == LogKind.MANUAL:
        return f"wrote: {activity}"
    if activity.startswith(MOVED):
        return f"moved ownership{activity.removeprefix(MOVED)}"
    if kind == LogKind.TEAM and any(words in activity for words in OF_A_MEMBER):
        return f"changed the team: {activity}"
    return f"{activity[:1].lower()}{activity[1:]}"


def _came_to(activity: str) -> str:
    """The health at the end of “went from at risk to off track: …”."""
    went = activity.partition(":")[0]
    return next((one.value for one in Health if went.endswith(f"to {one.label.lower()}")), "")


def _name(day: date, today: date) -> str:
    ago = (today - day).days
    return {0: "Today", 1: "Yesterday"}.get(ago) or words.day(day, today=today)
