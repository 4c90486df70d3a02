"""All that decides what can be done with some items: read once, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from accounts.people.models import Absence, User
from checklists.library.choices import Gate, GateCondition
from checklists.library.models import TemplateGate
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from config.lib.workdays import Span
from transitions.batches.models import Reminder
from transitions.plans import permissions
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries import item_list

BEFORE, AFTER = timedelta(days=150), timedelta(days=500)
"""How far around the days of items absences are read: items move by less."""


@dataclass(frozen=True, slots=True)
class Link:
    """One item that waits for another."""

    waiting: int
    waiting_title: str
    waiting_due_on: date
    waiting_is_open: bool
    other: int
    other_title: str
    other_due_on: date
    other_is_open: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Some items that a person sees, with their transitions and who is on each team."""

    user: User
    today: date
    items: tuple[Item, ...]
    transitions: Mapping[int, Transition]
    """By the id of the checklist."""
    members: Mapping[int, frozenset[int]]
    """Ids of people, by the id of the transition."""

    def transition_of(self, item: Item) -> Transition:
        return self.transitions[item.checklist_id]

    def refusal(self, item: Item) -> str:
        """Why this person changes nothing about an item now; empty where they may."""
        transition = self.transition_of(item)
        on_team = self.user.pk in self.members[transition.pk]
        if not permissions.takes_part(self.user, transition, on_team=on_team):
            return "You can read this transition, but not change it."
        if not transition.is_active:
            state = transition.get_state_display().lower()
            return f"This transition is {state}. Its items stay as they are."
        return ""

    def is_on_team(self, person_id: int, item: Item) -> bool:
        return person_id in self.members[self.transition_of(item).pk]


def ground_of(user: User, item_ids: Iterable[int], today: date) -> Ground:
    """The items that a person sees of these; six queries, whatever their number.

    What they do not see is not there, as if no such item existed.
    """
    visible = item_list.visible(user).filter(pk__in=set(item_ids))
    people = ("assignee", "helper", "closed_by")
    order = ("checklist__transition__account__name", "checklist", "due_on", "pk")
    items = tuple(visible.select_related(*people).order_by(*order))
    checklists = {item.checklist_id for item in items}
    found = Transition.objects.filter(checklist__in=checklists).select_related(
        *("account__owner", "outgoing__team", "incoming__team", "calendar", "checklist")
    )
    transitions = {
        transition.checklist_id: transition
        for transition in found.prefetch_related("calendar__closures")
        if transition.checklist_id is not None
    }
    return Ground(user, today, items, transitions, _members(transitions.values()))


def _members(transitions: Iterable[Transition]) -> dict[int, frozenset[int]]:
    ids = [transition.pk for transition in transitions]
    found: dict[int, set[int]] = {pk: set() for pk in ids}
    rows = TeamMember.objects.filter(transition__in=ids).order_by()
    for transition, person in rows.values_list("transition", "person"):
        found[transition].add(person)
    return {pk: frozenset(people) for pk, people in found.items()}


def teams(ground: Ground) -> list[User]:
    """Everybody who is on a team of these transitions and can sign in, by name; one query."""
    ids = {person for people in ground.members.values() for person in people}
    return list(User.objects.active().filter(pk__in=ids).order_by("full_name", "pk"))


def links(ground: Ground) -> list[Link]:
    """What these items wait for, and what waits for them; one query."""
    ids = [item.pk for item in ground.items]
    rows: Any = (
        Item.waits_for.through.objects.filter(Q(from_item__in=ids) | Q(to_item__in=ids))
        .order_by("pk")
        .values_list(
            *(f"from_item{end}" for end in ("", "__title", "__due_on", "__state")),
            *(f"to_item{end}" for end in ("", "__title", "__due_on", "__state")),
        )
    )
    return [
        Link(
            *(waiting, title, due_on, state == ItemState.OPEN),
            *(other, other_title, other_due_on, other_state == ItemState.OPEN),
        )
        for waiting, title, due_on, state, other, other_title, other_due_on, other_state in rows
    ]


def gates_against_skipping(ground: Ground) -> dict[int, list[Gate]]:
    """By template, its gates that ask that no required item was set aside; one query."""
    templates = {transition.template_id for transition in ground.transitions.values()}
    rows = TemplateGate.objects.filter(
        template__in=templates, condition=GateCondition.NOTHING_SET_ASIDE
    ).order_by("pk")
    found: dict[int, list[Gate]] = {}
    for template, gate in rows.values_list("template", "gate"):
        found.setdefault(template, []).append(Gate(gate))
    return found


def absences(ground: Ground) -> dict[int, list[Span]]:
    """When those who do these items are away, by person; one query."""
    days = [item.due_on for item in ground.items]
    people = {one for item in ground.items for one in (item.assignee_id, item.helper_id) if one}
    found: dict[int, list[Span]] = {}
    if not days:
        return found
    rows = Absence.objects.filter(person__in=people)
    for row in rows.touching(min(days) - BEFORE, max(days) + AFTER):
        span = Span(row.starts_on, row.ends_on, row.get_kind_display())
        found.setdefault(row.person_id, []).append(span)
    return found


def reminded(ground: Ground, on: date) -> set[tuple[int, int]]:
    """Of which of these items who was reminded on a day, as ids of both; one query."""
    rows = Reminder.objects.filter(item__in=[item.pk for item in ground.items], on=on)
    return set(rows.values_list("item", "person"))
