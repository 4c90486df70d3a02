"""The days of the phases under a new plan, as a checklist will keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checklists.runs.rules.schedule import Frame, around, phase_windows
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.proposal import Fate, Line, PhaseChange


def phase_changes(lines: Sequence[Line], answers: Answers) -> tuple[PhaseChange, ...]:
    """The days of each phase, old and new; one whose items are all closed begins as before."""
    frame = Frame(answers.starts_on, answers.owns_on, answers.ends_on)
    by_phase: dict[int, list[Line]] = {}
    for line in lines:
        by_phase.setdefault(line.item.phase.number, []).append(line)
    days = [
        (number, line.due_on)
        for number, members in by_phase.items()
        for line in _in_plan(members) or members
    ]
    windows = {
        window.number: window for window in phase_windows(days, frame, answers.work_calendar)
    }
    return tuple(
        _change(members, windows[number].starts_on) for number, members in sorted(by_phase.items())
    )


def _change(members: Sequence[Line], wanted_from: date) -> PhaseChange:
    phase = members[0].item.phase
    is_closed = all(line.fate == Fate.DONE for line in members)
    was_from = phase.replanned_from or phase.plan[0]
    begins_on = was_from if is_closed else wanted_from
    starts_on, ends_on = around(begins_on, [line.due_on for line in members])
    return PhaseChange(phase, starts_on, ends_on, begins_on, is_closed)


def _in_plan(members: Sequence[Line]) -> list[Line]:
    """The items from which the plan works out when a phase is to begin: not those that left it."""
    return [line for line in members if not _left_plan(line)]


def _left_plan(line: Line) -> bool:
    """Whether an item is due on another day than its plan wants: by hand, or long ago."""
    item = line.item
    if item.is_added:
        return True
    is_planned = line.fate in {Fate.MOVES, Fate.STAYS}
    return not is_planned and line.due_on != (item.replanned_on or item.planned_on)
