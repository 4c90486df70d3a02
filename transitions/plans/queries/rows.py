"""Items as light rows: every word of a row is ready before its template begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from checklists.library.choices import Proof
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from checklists.runs.rules.proof import counter_of
from config.lib import words
from transitions.plans.queries.faces import Face, Sides, deactivated
from transitions.plans.queries.links import Link

FIELDS = (
    "pk",
    "position",
    "number",
    "title",
    "state",
    "due_on",
    "blockers",
    "proof",
    "is_required",
    "skip_reason",
    "closed_at",
    "closed_by",
    "closed_by__full_name",
    "note_count",
    "file_count",
    "assignee",
    "assignee__full_name",
    "assignee__is_active",
    "helper",
    "helper__full_name",
    "helper__is_active",
    "phase__number",
    "phase__name",
    "phase__stage",
    "phase__starts_on",
    "phase__ends_on",
)
OWN = tuple(
    name for name in FIELDS if "__" not in name and name not in {"closed_by", "assignee", "helper"}
)
"""Those that are columns of the item and lead to nobody."""
PEOPLE = {
    "assignee__full_name": "assignee_name",
    "assignee__is_active": "assignee_is_active",
    "helper__full_name": "helper_name",
    "helper__is_active": "helper_is_active",
}
"""Those of people, by what `checklists.runs.operations.items.load` calls them."""
SAME = {
    **{name: name for name in ("pk", "position", "number", "title", "due_on")},
    "notes": "note_count",
    "files": "file_count",
    "phase": "phase__number",
    "phase_name": "phase__name",
    "stage": "phase__stage",
    "phase_starts_on": "phase__starts_on",
    "phase_ends_on": "phase__ends_on",
}
"""What a row has of its item as it is, by what it is called there."""
JUST = 15 * 60
"""Seconds for which an item counts as just ticked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a checklist."""

    pk: int
    position: int
    number: str
    title: str
    address: str
    css: str
    is_open: bool
    is_checked: bool
    is_blocked: bool
    is_mine: bool
    is_overdue: bool
    is_today: bool
    reasons: tuple[str, ...]
    lock_reason: str
    notes: int
    files: int
    faces: tuple[Face, ...]
    who: str
    deactivated: str
    chip: str
    chip_icon: str
    when: str
    due_on: date
    phase: int
    phase_name: str
    stage: str
    phase_starts_on: date
    phase_ends_on: date


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of one list share: who looks, when, where the list is."""

    sides: Sides
    today: date
    now: datetime
    address: str


def values_of(item: Item) -> dict[str, Any]:
    """What an operation has in hand of an item, under the names by which lists read it.

    The item comes from `load`: one without the names of its people is an error.
    """
    phase, closed_by = item.phase, item.closed_by
    own = {name: getattr(item, name) for name in OWN}
    people = {name: getattr(item, loaded) for name, loaded in PEOPLE.items()}
    return (
        own
        | people
        | {
            "closed_by": item.closed_by_id,
            "closed_by__full_name": closed_by.full_name if closed_by else None,
            "assignee": item.assignee_id,
            "helper": item.helper_id,
            "phase__number": phase.number,
            "phase__name": phase.name,
            "phase__stage": phase.stage,
            "phase__starts_on": phase.starts_on,
            "phase__ends_on": phase.ends_on,
        }
    )


def row(
    values: Mapping[str, Any], setting: Setting, linked: list[Link], unblocks: list[str]
) -> Row:
    """One row from the values of an item and from what it waits for and unblocks."""
    sides, today, due_on = setting.sides, setting.today, values["due_on"]
    is_open = values["state"] == ItemState.OPEN
    waiting = [link for link in linked if link.is_open] if is_open else []
    chip, icon, when = _when(values, today, is_open=is_open, is_blocked=bool(waiting))
    people = _people(values)
    return Row(
        **{name: values[of_item] for name, of_item in SAME.items()},
        address=f"{setting.address}items/{values['pk']}/",
        css=_css(values, setting.now, is_blocked=bool(waiting)),
        is_open=is_open,
        is_checked=values["state"] == ItemState.DONE,
        is_blocked=bool(waiting),
        is_mine=sides.viewer in {values["assignee"], values["helper"]},
        is_overdue=is_open and due_on < today,
        is_today=is_open and due_on == today,
        reasons=_reasons(values, setting, waiting, unblocks),
        lock_reason=_waits(waiting, today),
        faces=tuple(sides.face(pk, name) for pk, name, _ in people),
        who=_who(values, sides),
        deactivated=deactivated([(name, is_active) for _, name, is_active in people])
        if is_open
        else "",
        chip=chip,
        chip_icon=icon,
        when=when,
    )


def _people(values: Mapping[str, Any]) -> list[tuple[int, str, bool]]:
    """Who does an item: id, name, and whether they can sign in."""
    return [
        (values[field], values[f"{field}__full_name"], values[f"{field}__is_active"])
        for field in ("assignee", "helper")
        if values[field]
    ]


def _who(values: Mapping[str, Any], sides: Sides) -> str:
    """Who does an item, in a word."""
    if values["assignee"] and values["helper"]:
        return "Both"
    return sides.short(values["assignee"], values["assignee__full_name"] or "")


def _css(values: Mapping[str, Any], now: datetime, *, is_blocked: bool) -> str:
    if values["state"] == ItemState.OPEN:
        return "blocked" if is_blocked else "open"
    just = (now - values["closed_at"]).total_seconds() < JUST
    return "just" if just and values["state"] == ItemState.DONE else "done"


def _when(
    values: Mapping[str, Any], today: date, *, is_open: bool, is_blocked: bool
) -> tuple[str, str, str]:
    """The chip of a row: its class, its icon and its words."""
    if not is_open:
        verb = "Done" if values["state"] == ItemState.DONE else "Set aside"
        on = localtime(values["closed_at"]).date()
        day = "today" if on == today else words.short_day(on, today=today)
        return "later", "", f"{verb} {day}"
    left = (values["due_on"] - today).days
    text = words.lateness(values["due_on"], today)
    if left < 0:
        return "over", "exclamation-octagon-fill", text
    if is_blocked:
        return "warn", "lock-fill", text
    if left == 0:
        return "today", "record-circle", text
    return ("soon" if left <= 4 else "later"), "", text


def _reasons(
    values: Mapping[str, Any], setting: Setting, waiting: list[Link], unblocks: list[str]
) -> tuple[str, ...]:
    if values["state"] == ItemState.SKIPPED:
        return (f"Set aside: {values['skip_reason']}",)
    if values["state"] == ItemState.DONE:
        if _css(values, setting.now, is_blocked=False) != "just":
            return ()
        who = setting.sides.short(values["closed_by"], values["closed_by__full_name"] or "")
        at = f"{localtime(values['closed_at']):%H:%M}"
        return (f"Just ticked by {'you' if who == 'You' else who}, {at}",)
    found = [_waits(waiting, setting.today)] if waiting else []
    if unblocks and not waiting:
        found.append(f"Unblocks {words.listing(unblocks)}")
    if proof := lacking_proof(values):
        found.append(proof)
    if not values["is_required"]:
        found.append("Optional")
    return tuple(found)


def lacking_proof(values: Mapping[str, Any]) -> str:
    """What has yet to prove an open item, such as “A note proves it”; empty where nothing has."""
    counter = counter_of(values["proof"])
    if values["state"] != ItemState.OPEN or not counter or values[counter]:
        return ""
    return f"{Proof(values['proof']).label} proves it"


def _waits(waiting: list[Link], today: date) -> str:
    if not waiting:
        return ""
    numbers = words.listing([link.number for link in waiting])
    late = any(link.due_on < today for link in waiting)
    verb = "is" if len(waiting) == 1 else "are"
    return f"Waits for {numbers}{f', which {verb} overdue' if late else ''}"
