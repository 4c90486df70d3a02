"""What does not fit about the day of a task, in words for a manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.schedule.team import Team
from checklists.runs.rules.schedule.terms import AFTER, Frame, Task, Wait
from config.lib.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Finding:
    """A day found for a task, why it is not the wanted one, and who is never there."""

    task: Task
    wanted_on: date
    due_on: date
    wait: Wait | None
    reason: str = ""
    nobody: str = ""

    @property
    def is_pinned(self) -> bool:
        return self.task.pinned_on is not None


def problem(found: Finding, frame: Frame, calendar: WorkCalendar, team: Team) -> str:
    """All that does not fit, or an empty string."""
    said = [_outside(found, frame, calendar), *_leaving(found, frame, team)]
    if found.nobody:
        said.append(f"No day with everybody there: {found.nobody}")
    if found.is_pinned:
        said += _pinned(found, frame, calendar, team)
    return ". ".join(filter(None, said))


def _outside(found: Finding, frame: Frame, calendar: WorkCalendar) -> str:
    if found.due_on < frame.starts_on:
        return f"{_falls(found, frame)}, before the first day"
    if found.due_on > frame.ends_on:
        return f"{_falls(found, frame)}, after the last day"
    is_meant = found.is_pinned or found.task.choice == AFTER or frame.has_moved
    if is_meant or found.due_on == found.wanted_on:
        return ""
    if found.wanted_on <= calendar.next_working(frame.owns_on) < found.due_on:
        return f"{_falls(found, frame)}, after the day of ownership, because {found.reason}"
    return ""


def _falls(found: Finding, frame: Frame) -> str:
    return f"Falls on {frame.say(found.due_on)}"


def _leaving(found: Finding, frame: Frame, team: Team) -> list[str]:
    return [
        f"{name} leaves on {frame.say(last)}"
        for name, last in team.leavers(found.task.needs, found.due_on)
    ]


def _pinned(found: Finding, frame: Frame, calendar: WorkCalendar, team: Team) -> list[str]:
    """A pinned task stays where it is, so what the planner would have avoided is said."""
    said = [team.say(team.away(found.task.needs, found.due_on))]
    if found.wait is not None and found.wait.until > found.due_on:
        said.append(f"Waits for {found.wait.say(frame)}")
    if reason := calendar.reason_off(found.due_on):
        said.append(f"{frame.say(found.due_on)} is a day off ({reason})")
    return said
