"""What does not fit about an item of a new plan; pure, nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.library.choices import Anchor
from checklists.library.rules.plan import nominal_day
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Placement
from config.lib import words
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.counting import counted
from transitions.replanning.queries.running import Running


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit about an item, and why it cannot be pressed in, if it cannot; `is_early`
    where nothing is wrong but that it comes before the day of ownership."""

    problem: str
    unpressed: str = ""
    is_early: bool = False


def misfit_of(placed: Placement, early: str, hands: Sequence[User]) -> Misfit | None:
    """All that does not fit about an item on its day, with the people who do it; None for nothing.

    Pressing it in is of no use where it comes too early, or nobody can do it on any day.
    """
    gone = [f"{one.first_name} can no longer sign in" for one in hands if not one.is_active]
    said = [part for part in (placed.problem, early, *gone) if part]
    if not said:
        return None
    unpressed = placed.unpressed
    if early:
        unpressed = "it would still come before ownership has moved"
    elif gone and not placed.problem:
        unpressed = f"{gone[0]}, on whatever day it is"
    return Misfit(". ".join(said), unpressed, is_early=said == [early])


def early_of(running: Running, answers: Answers, item: Item, due_on: date) -> str:
    """What to say of an item that is meant for after the day of ownership, and that a plan brings
    before it; what lies there already is no news, nor is anything once ownership has moved."""
    transition = running.transition
    is_brought = item.due_on > transition.owns_on and due_on <= answers.owns_on
    if transition.has_moved or not is_brought or not _is_for_after(running, item):
        return ""
    on = words.day(due_on, today=answers.starts_on)
    return f"Falls on {on}, before ownership has moved, but is meant for after it"


def _is_for_after(running: Running, item: Item) -> bool:
    template = running.transition.template
    anchor, offset = counted(running, item)
    day = nominal_day(Anchor(anchor), offset, template.days, template.ownership_day)
    return day > template.ownership_day
