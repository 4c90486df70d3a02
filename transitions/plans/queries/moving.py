"""What does not fit about another day for an item of a running checklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max

from accounts.people.models import Absence, User
from checklists.library.choices import ItemRole
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Frame, Task
from checklists.runs.rules.schedule.problems import Finding, problem
from checklists.runs.rules.schedule.team import Team
from checklists.runs.rules.schedule.terms import Wait
from config.lib.workdays import Span
from transitions.plans.models import Transition

HANDS = (ItemRole.OUTGOING.value, ItemRole.INCOMING.value)
"""The planner knows two people by these roles; here they are who does the item, and who helps."""


def doubts(transition: Transition, item: Item, due_on: date) -> list[str]:
    """What does not fit about a day, in words: people, dependencies, ownership; six queries."""
    frame = Frame(transition.starts_on, transition.owns_on, transition.ends_on)
    task = Task(item.number, item.anchor, item.offset, ItemRole.BOTH, pinned_on=due_on)
    waits_until = item.waits_for.open().aggregate(last=Max("due_on"))["last"]
    calendar = transition.calendar.work_calendar()
    wait = Wait(waits_until) if waits_until else None
    found = Finding(task, item.due_on, due_on, wait)
    said = [problem(found, frame, calendar, _team(item, due_on)), *_held_up(item, due_on, frame)]
    if not transition.has_moved:
        said.append(across_ownership(item, due_on, frame))
    return [sentence for sentence in said if sentence]


def _team(item: Item, on: date) -> Team:
    hands = zip(HANDS, (item.assignee, item.helper), strict=True)
    people: dict[str, User] = {hand: person for hand, person in hands if person}
    spans: dict[int, list[Span]] = {}
    for row in Absence.objects.filter(person__in=people.values()).touching(on, on):
        span = Span(row.starts_on, row.ends_on, row.get_kind_display())
        spans.setdefault(row.person_id, []).append(span)
    return Team(
        {hand: spans.get(person.pk, []) for hand, person in people.items()},
        {hand: person.full_name for hand, person in people.items()},
        {hand: person.last_day_on for hand, person in people.items() if person.last_day_on},
    )


def _held_up(item: Item, due_on: date, frame: Frame) -> Iterator[str]:
    for other in item.unblocks.open().filter(due_on__lt=due_on):
        yield f"“{other.title}” waits for it and is due on {frame.say(other.due_on)}"


def across_ownership(item: Item, due_on: date, frame: Frame) -> str:
    """That an item would change sides of the day of ownership; empty where it does not."""
    if item.due_on <= frame.owns_on < due_on:
        return f"Ownership moves on {frame.say(frame.owns_on)}, before this day"
    if due_on <= frame.owns_on < item.due_on:
        return f"Ownership moves on {frame.say(frame.owns_on)}, not before this day"
    return ""
