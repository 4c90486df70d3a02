"""When a section of a plan is complete, what is late, and where a measure goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.profile.rules import Completeness, complete, each
from accounts.strategy.choices import Direction, Horizon, Span, StillKey
from config.lib.months import later as months_later

CHECKED = timedelta(days=365)
"""How long the answer holds, whether it is still a key account."""
MEASURED = timedelta(days=180)
"""How long ago the relationship may have been looked at."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The last reading of a measure, beside its target and the reading before.

    `is_kept` is None where nothing was read yet.
    """

    last: Any = None
    is_kept: bool | None = None
    words: str = "No reading yet"


def trend(readings: Sequence[Any], target: Decimal, direction: str) -> Trend:
    """Where a measure stands and goes.

    Args:
        readings: the newest first.
        target: what we want to reach.
        direction: whether more or less of it is better.
    """
    if not readings:
        return Trend()
    last = readings[0]
    sign = 1 if direction == Direction.UP else -1
    is_kept = sign * (last.value - target) >= 0
    if len(readings) == 1:
        return Trend(last, is_kept, "First reading")
    step = sign * (last.value - readings[1].value)
    return Trend(last, is_kept, "Better" if step > 0 else "Worse" if step < 0 else "The same")


def is_late(row: Any, today: date) -> bool:
    """Whether a goal or an action is open after its day."""
    return bool(row.is_open and row.due_on and row.due_on < today)


def ends(span: str, starts_on: date) -> date | None:
    """The last day of a plan that begins on a day; None where it has no end."""
    if span == Span.YEAR:
        return starts_on.replace(month=12, day=31)
    if span == Span.HALF:
        return months_later(starts_on, 6, days=-1)
    if span == Span.ROLLING:
        return months_later(starts_on, 12, days=-1)
    return None


def frame(row: Any, checks: Sequence[Any], today: date) -> Completeness:
    """A time frame that is not over, a next review, a client who agreed, a check of this year."""
    return complete(
        [
            (row and (row.span == Span.OPEN or row.starts_on), "What time is the plan for?"),
            *(
                [(False, "The time of the plan is over. What is the next one for?")]
                if row and row.ends_on and row.ends_on < today
                else []
            ),
            (
                row and row.next_review_on and row.next_review_on >= today,
                "The review is late. When do we look at it?"
                if row and row.next_review_on
                else "When do we look at it again?",
            ),
            (row and row.agreed_by_id and row.agreed_on, "Who at the client agreed, and when?"),
            (
                any(
                    one.held_on > today - CHECKED and one.answer != StillKey.UNSURE
                    for one in checks
                ),
                "Is it still a key account? Nobody has said so for a year.",
            ),
        ]
    )


def relationship(rows: Sequence[Any], today: date) -> Completeness:
    """A reading that is not long ago, with all that it can say."""
    newest = rows[0] if rows else None
    return complete(
        [
            (newest, "How is the relationship?"),
            *(
                [
                    (
                        newest.taken_on >= today - MEASURED,
                        "The last reading is more than half a year old.",
                    ),
                    (newest.breadth is not None, "With how many of their divisions do we work?"),
                    (newest.team_mix, "Who of ours works with them?"),
                    (newest.years is not None, "For how many years?"),
                    (
                        newest.share_of_wallet is not None,
                        "How much of what they spend do they spend with us?",
                    ),
                    (newest.score is not None, "Which score does somebody from outside give?"),
                ]
                if newest
                else []
            ),
        ]
    )


def goals(rows: Sequence[Any], today: date) -> Completeness:
    """Something for soon and something for later, each with a person and a day to come."""
    open_rows = [row for row in rows if row.is_open]
    horizons = {row.horizon for row in rows}
    return complete(
        [
            (Horizon.SHORT in horizons, "What do we want to reach soon?"),
            (Horizon.LONG in horizons, "Where is it to be in some years?"),
            *_owned(open_rows, "Who answers for it, and until when: {}?", today),
        ]
    )


def actions(rows: Sequence[Any], today: date) -> Completeness:
    """Each open action has a person, a day to come, and a measure of success."""
    open_rows = [row for row in rows if row.is_open]
    return complete(
        [
            (rows, "What do we do for it?"),
            *_owned(open_rows, "Who does it, and when: {}?", today),
            *each(open_rows, "How do we see that it worked: {}?", lambda row: row.success),
        ]
    )


def measures(rows: Sequence[Any]) -> Completeness:
    """Each measure was read, and the client sees one at least."""
    return complete(
        [
            (rows, "How do we see whether it works?"),
            *each(rows, "What was read last: {}?", lambda row: row.readings.all()),
            *(
                [(any(row.is_shared for row in rows), "Which of them does the client see?")]
                if rows
                else []
            ),
        ]
    )


def resources(rows: Sequence[Any]) -> Completeness:
    """Of each skill it is known how many hours and how much money it takes."""
    return complete(
        [
            (rows, "Which skills does the account need?"),
            *each(rows, "How many hours a month: {}?", lambda row: row.monthly_hours is not None),
            *each(rows, "What does a month cost: {}?", lambda row: row.monthly_cost is not None),
        ]
    )


def favours(rows: Sequence[Any]) -> Completeness:
    """Of each favour it is known since when, and what it costs."""
    return complete(
        [
            (rows, "What do we give without being paid?"),
            *each(rows, "Since when: {}?", lambda row: row.since_on),
            *each(rows, "What does it cost us: {}?", lambda row: row.yearly_cost is not None),
        ]
    )


def _owned(rows: Sequence[Any], sentence: str, today: date) -> Iterable[tuple[object, str]]:
    yield from each(rows, sentence, lambda row: row.person_id and row.due_on)
    yield from each(rows, "Late: {}.", lambda row: not is_late(row, today))
