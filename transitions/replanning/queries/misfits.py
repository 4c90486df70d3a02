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
    where nothing is wrong but that it comes too early for ownership, whoever does it."""

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
    is_early = said == [early] and not _makes_way(placed)
    return Misfit(". ".join(said), unpressed, is_early)


def _makes_way(placed: Placement) -> bool:
    """Whether an item comes earlier than its template wants it because its people are away."""
    return bool(placed.moved_because) and placed.due_on < placed.wanted_on


def early_of(running: Running, answers: Answers, item: Item, due_on: date) -> str:
    """What to say of an item that is meant for the day of ownership or for after it, and that a
    plan brings before; what lies there already is no news, nor is anything once ownership has
    moved."""
    was_on, owns_on = running.transition.owns_on, answers.owns_on
    if running.transition.has_moved:
        return ""
    falls = f"Falls on {words.day(due_on, today=answers.starts_on)}"
    if _is_for_after(running, item):
        is_brought = item.due_on > was_on and due_on <= owns_on
        said = f"{falls}, before ownership has moved, but is meant for after it"
    else:
        is_brought = item.due_on >= was_on and due_on < owns_on and _is_for_the_day(running, item)
        said = f"{falls}, before the day of ownership, but is meant for that day"
    return said if is_brought else ""


def _is_for_the_day(running: Running, item: Item) -> bool:
    return counted(running, item) == (Anchor.OWNERSHIP, 0)


def _is_for_after(running: Running, item: Item) -> bool:
    template = running.transition.template
    anchor, offset = counted(running, item)
    day = nominal_day(Anchor(anchor), offset, template.days, template.ownership_day)
    return day > template.ownership_day
