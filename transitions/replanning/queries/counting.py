"""From which days the items of a running transition are counted."""

from __future__ import annotations

from datetime import date

from checklists.library.choices import Anchor
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Frame
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.running import Running


def frame_of(transition: Transition, wanted: Answers | Transition, calendar: WorkCalendar) -> Frame:
    """The days between which items are placed: as they are, or as somebody wants them.

    What stood still begins on the day from which its open items count.
    """
    begins_on = min(wanted.counts_from or wanted.starts_on, wanted.owns_on)
    owns_on = counted_ownership(transition, wanted, calendar)
    return Frame(begins_on, owns_on, wanted.ends_on, transition.has_moved)


def counted_ownership(
    transition: Transition, wanted: Answers | Transition, calendar: WorkCalendar
) -> date:
    """The day of ownership from which items are counted.

    Once ownership has moved its day stays, but what stood still is counted from so much later.
    """
    if not transition.has_moved or wanted.counts_from is None:
        return wanted.owns_on
    return calendar.add(wanted.owns_on, calendar.steps(wanted.starts_on, wanted.counts_from))


def counted(running: Running, item: Item) -> tuple[str, int]:
    """The anchor and offset of an item: one added by hand has no place in the template, so it
    keeps its distance to the day of ownership."""
    if not item.is_added:
        return item.anchor, item.offset
    calendar, transition = running.calendar, running.transition
    owns_on = counted_ownership(transition, transition, calendar)
    return Anchor.OWNERSHIP, calendar.steps(owns_on, calendar.next_working(item.due_on))
