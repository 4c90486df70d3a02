"""Placing tasks between the first and the last day of a transition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.schedule.order import in_order
from checklists.runs.rules.schedule.pressing import Room, room
from checklists.runs.rules.schedule.problems import Finding, problem
from checklists.runs.rules.schedule.team import Away, Team
from checklists.runs.rules.schedule.terms import (
    AFTER,
    COMPRESS,
    Frame,
    Placement,
    Schedule,
    Task,
    Wait,
)
from config.lib import words
from config.lib.workdays import Span, WorkCalendar


def place(  # noqa: PLR0913 - one flat call; each argument comes from another place
    tasks: Sequence[Task],
    frame: Frame,
    calendar: WorkCalendar,
    *,
    nominal_days: int,
    absences: Mapping[str, Sequence[Span]],
    names: Mapping[str, str],
    last_days: Mapping[str, date] = {},
    not_before: date | None = None,
) -> Schedule:
    """Give every task its day; the same arguments always give the same days.

    Days after the start are scaled from the template's `nominal_days` working days to those
    of the frame. A task moves off the absences of its people, and is never due before a task
    it waits for, nor before the day `not_before`; pinned tasks stay. `absences`, `names` (full)
    and `last_days` (the last working day of somebody who leaves) are by role, or by the keys of
    the tasks' people.

    Raises:
        ValueError: ownership is before the start, tasks wait for each other, two have the
            same key, an anchor is unknown, or a day is outside the calendar's years.
    """
    if frame.owns_on < frame.starts_on:
        raise ValueError("The day of ownership is before the first day.")
    by_key = {task.key: task for task in tasks}
    if len(by_key) < len(tasks):
        raise ValueError("Two tasks have the same key.")
    real_days = calendar.count(frame.starts_on, frame.ends_on)
    team = Team(absences, names, last_days)
    planner = _Planner(frame, calendar, nominal_days, real_days, team, not_before)
    placed: dict[str, Placement] = {}
    for key in in_order({task.key: task.waits_for for task in tasks}):
        task = by_key[key]
        before = [placed[other] for other in task.waits_for if other in placed]
        last = max(before, key=lambda one: one.due_on, default=None)
        wait = Wait(last.due_on, by_key[last.key].title) if last else None
        placed[key] = planner.place(task, wait)
    return Schedule(tuple(placed[task.key] for task in tasks))


@dataclass(frozen=True, slots=True)
class _Planner:
    """Places one task at a time."""

    frame: Frame
    calendar: WorkCalendar
    nominal_days: int
    real_days: int
    team: Team
    not_before: date | None

    def place(self, task: Task, wait: Wait | None) -> Placement:
        """The day of a task that waits for others until a day, if it does."""
        wanted = self._wanted(task)
        found = self._found(task, wanted, wait)
        said = problem(found, self.frame, self.calendar, self.team)
        return Placement(
            key=task.key,
            due_on=found.due_on,
            wanted_on=wanted,
            moved_because=found.reason[:1].upper() + found.reason[1:],
            problem=said,
            unpressed=self._unpressed(task, wanted, wait) if said else "",
        )

    def _found(self, task: Task, wanted: date, wait: Wait | None) -> Finding:
        if task.pinned_on is not None:
            return Finding(task, wanted, task.pinned_on, wait)
        pressed = task.choice == COMPRESS and self._press(task, wanted, wait)
        return pressed or self._find(task, wanted, wait)

    def _unpressed(self, task: Task, wanted: date, wait: Wait | None) -> str:
        """What stands in the way of pressing a task in, whether or not that was chosen."""
        if self._press(task, wanted, wait):
            return ""
        return self._room(task, wanted, wait).say(self.frame, self.calendar, self.team, task.needs)

    def _wanted(self, task: Task) -> date:
        """The day that the template wants, on a calendar where nobody is away."""
        if task.anchor == "start":
            return self.calendar.add(self.frame.starts_on, self._scaled(task.offset))
        if task.anchor == "ownership":
            return self.calendar.add(self.frame.owns_on, task.offset)
        if task.anchor == "end":
            last = self.calendar.previous_working(self.frame.ends_on)
            return self.calendar.add(last, task.offset)
        raise ValueError(f"“{task.anchor}” is not an anchor: start, ownership or end.")

    def _scaled(self, offset: int) -> int:
        """A working day of the template as one of the frame, both from 0; halves round up."""
        nominal = self.nominal_days - 1
        if nominal < 1:
            return offset
        real = max(self.real_days - 1, 0)
        return (2 * offset * real + nominal) // (2 * nominal)

    def _find(self, task: Task, wanted: date, wait: Wait | None) -> Finding:
        """The nearest day after all that the task waits for, with everybody there."""
        day, reasons = wanted, []
        if task.choice == AFTER and day <= self.owns_on:
            day = self.calendar.add(self.frame.owns_on, 1)
            reasons.append("it comes after the day of ownership")
        if self.not_before is not None and self.not_before > day:
            reasons.append(f"{self.frame.say(day)} has passed")
            day = self.calendar.next_working(self.not_before)
        if wait is not None and wait.until > day:
            day = self.calendar.next_working(wait.until)
            reasons.append(f"it waits for {wait.say(self.frame)}")
        due, met = self._around(task, day, wait)
        absent = self.team.say(met)
        if due is None:
            return Finding(task, wanted, day, wait, words.listing(reasons), absent)
        reasons += [absent] if absent else []
        return Finding(task, wanted, due, wait, words.listing(reasons))

    def _press(self, task: Task, wanted: date, wait: Wait | None) -> Finding | None:
        """The day nearest to the wanted one between what a task waits for and its limit.

        It may share its day with what it waits for. None where no day has everybody there.
        """
        between = self._room(task, wanted, wait)
        due = between.nearest(wanted, task.needs, self.team, self.calendar)
        if due is None:
            return None
        said = (self.frame.say(between.first), self.frame.say(between.last))
        reason = f"it is pressed between {said[0]} and {said[1]}" if due != wanted else ""
        return Finding(task, wanted, due, wait, reason)

    def _room(self, task: Task, wanted: date, wait: Wait | None) -> Room:
        """The days between which a task is of use, and what bounds them."""
        is_before = wanted <= self.owns_on and not self.frame.has_moved
        leaving = self.team.leavers(task.needs, date.max)
        limit = self.owns_on if is_before else None
        return room(self.frame, wait, self.not_before, leaving, limit)

    def _floor(self, wait: Wait | None) -> date:
        """The first day on which a task can be due."""
        days = (self.frame.starts_on, wait.until if wait else None, self.not_before)
        return max(day for day in days if day is not None)

    @property
    def owns_on(self) -> date:
        """The day of ownership, or the first working day after it."""
        return self.calendar.next_working(self.frame.owns_on)

    def _around(self, task: Task, day: date, wait: Wait | None) -> tuple[date | None, list[Away]]:
        """The day or the next one with everybody there, or an earlier one if that is too late."""
        later, met = self.team.first_day(task.needs, day, self.calendar)
        if later == day or (later and not self._passes_a_limit(task, day, later)):
            return later, met
        floor = self._floor(wait)
        return self.team.last_day(task.needs, day, floor, self.calendar) or later, met

    def _passes_a_limit(self, task: Task, day: date, later: date) -> bool:
        """Whether waiting goes past the day of ownership, or past somebody's last day."""
        limits = self.team.leave_days(task.needs)
        if not self.frame.has_moved:
            limits.append(self.owns_on)
        return any(day <= limit < later for limit in limits)
