"""Where things stand after a move; pure, without a database."""

import pytest

from checklists.library.rules.order import Move, Order, PhaseOrder, moved, stamp

ORDER = (PhaseOrder(1, (11, 12)), PhaseOrder(2, ()), PhaseOrder(3, (31,)))


def said(order: Order) -> str:
    return " ".join(f"{one.pk}:{','.join(map(str, one.items))}" for one in order)


@pytest.mark.parametrize(
    ("move", "after"),
    [
        (Move(False, 12, step=-1), "1:12,11 2: 3:31"),
        (Move(False, 12, step=1), "1:11 2:12 3:31"),
        (Move(False, 31, step=-1), "1:11,12 2:31 3:"),
        (Move(False, 11, step=-1), "1:11,12 2: 3:31"),
        (Move(False, 31, step=1), "1:11,12 2: 3:31"),
        (Move(False, 11, phase=3), "1:12 2: 3:31,11"),
        (Move(False, 11, phase=3, place=0), "1:12 2: 3:11,31"),
        (Move(False, 11, phase=1, place=1), "1:12,11 2: 3:31"),
        (Move(False, 11, phase=2, place=9), "1:12 2:11 3:31"),
        (Move(True, 1, step=1), "2: 1:11,12 3:31"),
        (Move(True, 1, step=-1), "1:11,12 2: 3:31"),
        (Move(True, 3, place=0), "3:31 1:11,12 2:"),
        (Move(True, 3, step=1), "1:11,12 2: 3:31"),
    ],
)
def test_a_move_changes_the_order_of_what_is_moved_alone(move: Move, after: str) -> None:
    assert said(moved(ORDER, move)) == after


@pytest.mark.parametrize("move", [Move(False, 99, step=1), Move(True, 9), Move(False, 11, phase=9)])
def test_what_is_not_there_cannot_be_moved(move: Move) -> None:
    with pytest.raises(LookupError):
        moved(ORDER, move)


def test_the_stamp_of_an_order_tells_two_orders_apart() -> None:
    other = moved(ORDER, Move(False, 12, step=-1))

    assert stamp(ORDER) != stamp(other)
    assert stamp(moved(other, Move(False, 12, step=1))) == stamp(ORDER)
