"""In which order phases and items stand, and what a move makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class PhaseOrder:
    """The number of a phase in the database, with those of its items in order."""

    pk: int
    items: tuple[int, ...]


Order = tuple[PhaseOrder, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What is moved, and where: one step up or down, or to a place counted from 0.

    An item goes to a place within a phase; without a place it goes to the end.
    """

    is_phase: bool
    pk: int
    step: int = 0
    phase: int | None = None
    place: int | None = None


def stamp(order: Order) -> str:
    """A short text that differs as soon as the order does."""
    said = ";".join(f"{phase.pk}:{','.join(map(str, phase.items))}" for phase in order)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def moved(order: Order, move: Move) -> Order:
    """The order after a move; what stands at the end already stays where it is.

    Raises:
        LookupError: what is moved, or where to, is not there.
    """
    if move.is_phase:
        return _phase_moved(order, move)
    here, place = place_of(order, move.pk)
    if move.phase is not None:
        return _put(order, move.pk, _index(order, move.phase), move.place)
    target = place + move.step
    if 0 <= target < len(order[here].items):
        return _put(order, move.pk, here, target)
    beside = here + move.step
    if not 0 <= beside < len(order):
        return order
    return _put(order, move.pk, beside, None if move.step < 0 else 0)


def place_of(order: Order, item: int) -> tuple[int, int]:
    """The phase and the place of an item, both counted from 0.

    Raises:
        LookupError: it is not there.
    """
    for here, phase in enumerate(order):
        if item in phase.items:
            return here, phase.items.index(item)
    raise LookupError(item)


def without(order: Order, item: int) -> Order:
    """The order with an item taken out."""
    return tuple(
        replace(phase, items=tuple(other for other in phase.items if other != item))
        for phase in order
    )


def with_item(order: Order, item: int, phase: int, place: int | None = None) -> Order:
    """The order with an item put into a phase, at its end where no place is named."""
    return _put(order, item, _index(order, phase), place)


def _phase_moved(order: Order, move: Move) -> Order:
    here = _index(order, move.pk)
    target = here + move.step if move.place is None else move.place
    left = [phase for phase in order if phase.pk != move.pk]
    return tuple(_inserted(left, max(0, target), order[here]))


def _put(order: Order, item: int, here: int, place: int | None) -> Order:
    left = without(order, item)
    items = left[here].items
    new = tuple(_inserted(items, len(items) if place is None else place, item))
    return (*left[:here], replace(left[here], items=new), *left[here + 1 :])


def _index(order: Order, phase: int) -> int:
    for here, one in enumerate(order):
        if one.pk == phase:
            return here
    raise LookupError(phase)


def _inserted(row: Sequence[Member], place: int, member: Member) -> Iterable[Member]:
    return (*row[:place], member, *row[place:])
