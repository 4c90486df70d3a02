"""Which commitment of an account a row without a known id means, among those of the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from accounts.profile.choices import Promise


class Held(NamedTuple):
    """A commitment that is there: its days, and whether it still binds us."""

    pk: int
    state: str
    made_on: date | None
    due_on: date | None
    settled_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state == Promise.OPEN


def meant(says: Mapping[str, Any], held: Iterable[Held]) -> int | None:
    """The number of the commitment that a row means; None where it is another promise.

    One of the same day is the same: of the day it was promised, where the row has that, else of
    the day it was settled or is due. An open one may also get a day that it did not have, or
    another one to be kept by; what is settled is history, and nothing is written over it. Among
    several the one with the most in common counts, then an open one, then the newest.

    Args:
        says: what the row has, by the names of fields.
        held: the commitments of the same account and words.
    """
    made, due = says.get("made_on"), says.get("due_on")

    def in_common(one: Held) -> tuple[bool | int, ...]:
        is_made_then = one.made_on == made
        is_due_then = due is not None and one.due_on == due
        is_dated = made is not None and is_made_then
        alike = _is_settled_alike(says, one)
        return alike, is_dated, is_due_then, is_made_then, one.is_open, one.pk

    found = [one for one in held if _may_be(says, one)]
    return max(found, key=in_common).pk if found else None


def _may_be(says: Mapping[str, Any], one: Held) -> bool:
    made, due = says.get("made_on"), says.get("due_on")
    goes_on = one.is_open or _is_settled_alike(says, one)
    if made:
        return one.made_on == made or (one.made_on is None and goes_on)
    has_no_day = not (due or one.due_on or one.made_on or says.get("settled_on"))
    return goes_on or has_no_day or (due is not None and one.due_on == due)


def _is_settled_alike(says: Mapping[str, Any], one: Held) -> bool:
    return one.settled_on is not None and one.settled_on == says.get("settled_on")
