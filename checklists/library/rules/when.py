"""When a template item falls due, in words."""

from __future__ import annotations

from checklists.library.choices import Anchor
from config.lib import words

DAYS = {Anchor.OWNERSHIP: "the day ownership moves", Anchor.END: "the last day"}
MOMENTS = {Anchor.OWNERSHIP: "ownership moves", Anchor.END: "the last day"}


def in_words(anchor: str, offset: int, *, of_days: int = 0) -> str:
    """A due day as “Working day 5” or “3 working days before ownership moves”.

    The first day of a transition is working day 1, so an offset of 4 from the start is day 5;
    with the length of the template it reads “Working day 5 of 40”.
    """
    known = Anchor(anchor)
    if known == Anchor.START:
        return f"Working day {offset + 1}" + (f" of {of_days}" if of_days else "")
    if offset == 0:
        return f"On {DAYS[known]}"
    side = "before" if offset < 0 else "after"
    return f"{words.count(abs(offset), 'working day')} {side} {MOMENTS[known]}"
