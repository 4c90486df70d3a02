"""When each item of a checklist is due, and what does not fit."""

from checklists.runs.rules.schedule.order import in_order
from checklists.runs.rules.schedule.phases import PhaseWindow, around, phase_windows
from checklists.runs.rules.schedule.place import place
from checklists.runs.rules.schedule.terms import Frame, Placement, Schedule, Task

__all__ = [
    "Frame",
    "PhaseWindow",
    "Placement",
    "Schedule",
    "Task",
    "around",
    "in_order",
    "phase_windows",
    "place",
]
