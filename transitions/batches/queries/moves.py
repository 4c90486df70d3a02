"""Where items come to stand that move by some working days, and what does not fit about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Frame, Task
from checklists.runs.rules.schedule.problems import Finding, problem
from checklists.runs.rules.schedule.team import Team
from checklists.runs.rules.schedule.terms import Wait
from config.lib import words
from config.lib.workdays import Span, WorkCalendar
from transitions.batches.queries.ground import Ground, Link, absences, links
from transitions.batches.rules.step import Step
from transitions.plans.models import Transition
from transitions.plans.operations import days
from transitions.plans.queries.moving import HANDS, across_ownership

BOTH = ItemRole.BOTH.value


@dataclass(frozen=True, slots=True)
class Move:
    """An item on its way to another day, with what that day is measured by."""

    item: Item
    due_on: date
    team: Team
    frame: Frame
    calendar: WorkCalendar
    has_moved: bool
    known: Collection[str] = ()
    """What of it does not fit anyway, and is not told."""
    today: date | None = None
    """A day before it has passed; None where that does not matter."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which items wait for which, both ways round."""

    behind: Mapping[int, list[Link]]
    before: Mapping[int, list[Link]]


def steps(ground: Ground, by: int, without: Collection[int]) -> list[Step]:
    """Each open item some working days on or back, past days off and leave; two queries.

    What does not fit is told as if only those moved that fit by themselves: where an item waits
    for one that stays, that counts.
    """
    away = absences(ground)
    calendars: dict[int, WorkCalendar] = {}
    found: dict[int, Step] = {}
    moves: dict[int, Move] = {}
    for item in ground.items:
        transition = ground.transition_of(item)
        why_not = ground.refusal(item)
        if not why_not and not item.is_open:
            why_not = "It is closed. Open it again before you move it."
        if not why_not:
            if transition.calendar_id not in calendars:
                calendars[transition.calendar_id] = transition.calendar.work_calendar()
            calendar = calendars[transition.calendar_id]
            moves[item.pk], why_not = _move(ground, item, by, calendar, away)
        if why_not:
            moves.pop(item.pk, None)
        found[item.pk] = Step(item, transition, why_not=why_not)
    order = _order(links(ground)) if moves else Order({}, {})
    said = _doubts(moves, without, order)
    return [
        _filled(step, moves[pk], said.get(pk, ()), order) if pk in moves else step
        for pk, step in found.items()
    ]


def why_stay(
    ground: Ground, former: Mapping[int, date], known: Mapping[int, Collection[str]]
) -> dict[int, str]:
    """Of items that are to go back to former days, which stay, and why; two queries.

    What did not fit about such a day already when the item left it, `known`, is no reason: it gets
    back what it had. An item that waits for one that stays is measured by that.
    """
    away = absences(ground)
    calendars: dict[int, WorkCalendar] = {}
    stay: dict[int, str] = {}
    moves: dict[int, Move] = {}
    for item in ground.items:
        if item.pk not in former:
            continue
        transition, due_on = ground.transition_of(item), former[item.pk]
        if why_not := days.too_far(transition, due_on):
            stay[item.pk] = why_not
            continue
        if transition.calendar_id not in calendars:
            calendars[transition.calendar_id] = transition.calendar.work_calendar()
        calendar = calendars[transition.calendar_id]
        # It left that side of the day of ownership by the batch, and may return to it.
        moves[item.pk] = Move(
            *(item, due_on, _team(item, away), _frame(transition), calendar),
            has_moved=True,
            known=known.get(item.pk, ()),
        )
    said = _doubts(moves, (), _order(links(ground))) if moves else {}
    return stay | {pk: " ".join(map(words.sentence, doubts)) for pk, doubts in said.items()}


def _filled(step: Step, move: Move, doubts: tuple[str, ...], order: Order) -> Step:
    """A step with its values; `doubts` before it are those about the day that the item leaves."""
    item = step.item
    anyway = list(_about(replace(move, due_on=item.due_on, today=None), {}, order))
    before = {"due_on": item.due_on.isoformat(), "is_pinned": item.is_pinned, "doubts": anyway}
    after = {"due_on": move.due_on.isoformat(), "is_pinned": True}
    return replace(step, before=before, after=after, doubts=doubts)


def _move(
    ground: Ground, item: Item, by: int, calendar: WorkCalendar, away: Mapping[int, list[Span]]
) -> tuple[Move, str]:
    """Where an item goes, and why it cannot go there."""
    transition = ground.transition_of(item)
    team = _team(item, away)
    frame = _frame(transition)
    try:
        due_on = _there(item.due_on, by, team, calendar, days.span_of(transition).first)
        why_not = days.too_far(transition, due_on)
    except ValueError as error:  # beyond the years that calendars know
        due_on, why_not = item.due_on, str(error)
    move = Move(item, due_on, team, frame, calendar, transition.has_moved, today=ground.today)
    return move, why_not


def _there(due_on: date, by: int, team: Team, calendar: WorkCalendar, floor: date) -> date:
    """The working day so far away; the next one on the way on which everybody is there."""
    plain = calendar.add(due_on, by)
    if by > 0:
        found, _ = team.first_day(HANDS, plain, calendar)
    else:
        found = team.last_day(HANDS, plain, floor, calendar)
    return found or plain


def _frame(transition: Transition) -> Frame:
    return Frame(transition.starts_on, transition.owns_on, transition.ends_on)


def _team(item: Item, away: Mapping[int, list[Span]]) -> Team:
    hands = zip(HANDS, (item.assignee, item.helper), strict=True)
    people: dict[str, User] = {hand: person for hand, person in hands if person}
    return Team(
        {hand: away.get(person.pk, []) for hand, person in people.items()},
        {hand: person.full_name for hand, person in people.items()},
        {hand: person.last_day_on for hand, person in people.items() if person.last_day_on},
    )


def _order(found: list[Link]) -> Order:
    behind: dict[int, list[Link]] = {}
    before: dict[int, list[Link]] = {}
    for link in found:
        before.setdefault(link.waiting, []).append(link)
        behind.setdefault(link.other, []).append(link)
    return Order(behind, before)


def _doubts(
    moves: Mapping[int, Move], without: Collection[int], order: Order
) -> dict[int, tuple[str, ...]]:
    """What does not fit, by item; one that does not fit is taken as staying where it is."""
    going = {pk: move.due_on for pk, move in moves.items() if pk not in without}
    said: dict[int, tuple[str, ...]] = {}
    while True:
        fresh = {
            pk: doubts
            for pk, move in moves.items()
            if pk not in said and (doubts := tuple(_fresh(move, going, order)))
        }
        if not fresh:
            return said
        said |= fresh
        going = {pk: day for pk, day in going.items() if pk not in fresh}


def _fresh(move: Move, going: Mapping[int, date], order: Order) -> Iterator[str]:
    return (said for said in _about(move, going, order) if said not in move.known)


def _about(move: Move, going: Mapping[int, date], order: Order) -> Iterator[str]:
    item, frame = move.item, move.frame
    if move.today and move.due_on < move.today:
        yield f"{frame.say(move.due_on)} has passed"
    waits = [
        going.get(link.other, link.other_due_on)
        for link in order.before.get(item.pk, ())
        if link.other_is_open
    ]
    task = Task(item.number, item.anchor, item.offset, BOTH, pinned_on=move.due_on)
    wait = Wait(max(waits)) if waits else None
    found = Finding(task, item.due_on, move.due_on, wait)
    if said := problem(found, frame, move.calendar, move.team):
        yield said
    for link in order.behind.get(item.pk, ()):
        day = going.get(link.waiting, link.waiting_due_on)
        if link.waiting_is_open and day < move.due_on:
            yield f"“{link.waiting_title}” waits for it and is due on {frame.say(day)}"
    if not move.has_moved and (said := across_ownership(item, move.due_on, frame)):
        yield said
