"""Pressing a task that does not fit between what it waits for and its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.schedule.team import Team
from checklists.runs.rules.schedule.terms import Frame, Wait
from config.lib.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Room:
    """The days on which a task can be due and is of use, and in words what bounds them."""

    first: date
    last: date
    why_first: str
    why_last: str

    def nearest(
        self, wanted: date, needs: Sequence[str], team: Team, calendar: WorkCalendar
    ) -> date | None:
        """The working day in here that is nearest to a wanted one, with everybody there."""
        if self.first > self.last:
            return None
        day = calendar.previous_working(min(max(wanted, self.first), self.last))
        found = team.last_day(needs, day, self.first, calendar)
        if found is None:
            later = calendar.next_working(max(day, self.first))
            found, _ = team.first_day(needs, later, calendar)
        return found if found is not None and found <= self.last else None

    def say(self, frame: Frame, calendar: WorkCalendar, team: Team, needs: Sequence[str]) -> str:
        """Why no day in here will do: the bounds, or who is away on all of them."""
        first = calendar.next_working(self.first)
        if first > self.last:
            return f"{self.why_first}, and {self.why_last}"
        _, met = team.first_day(needs, first, calendar)
        said = (frame.say(first), frame.say(self.last))
        return f"no day from {said[0]} to {said[1]} has everybody there: {team.say(met)}"


def room(
    frame: Frame,
    wait: Wait | None,
    not_before: date | None,
    leaving: Sequence[tuple[str, date]],
    owns_by: date | None,
) -> Room:
    """The room of a task, by what it waits for and its limit.

    Args:
        frame: the days of the transition.
        wait: the last of what it waits for.
        not_before: the day before which nothing is placed.
        leaving: first names and last days of its people, where they leave.
        owns_by: the day of ownership, where that is a limit.
    """
    firsts = [(frame.starts_on, f"the first day is {frame.say(frame.starts_on)}")]
    if not_before is not None:
        firsts.append((not_before, f"nothing is placed before {frame.say(not_before)}"))
    if wait is not None:
        firsts.append((wait.until, f"it waits for {wait.say(frame)}"))
    lasts = [(last, f"{name} leaves on {frame.say(last)}") for name, last in leaving]
    lasts.append((frame.ends_on, f"the last day is {frame.say(frame.ends_on)}"))
    if owns_by is not None:
        lasts.append((owns_by, f"ownership moves on {frame.say(owns_by)}"))
    first, why_first = max(firsts, key=lambda one: one[0])
    last, why_last = min(lasts, key=lambda one: one[0])
    return Room(first, last, why_first, why_last)
