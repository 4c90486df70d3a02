"""Which items of a template a transition takes, and why it leaves one out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.library.choices import Condition
from config.lib import places, words

MOST = 999_999_999_999
"""The largest amount of revenue that a condition can name; no account can have more."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions ask about a transition, as it stands on its first day.

    `revenue` is what the account brings in a year, in its own `currency`; None where nobody
    knows. `outgoing` is the first name of who hands over, for the words alone.
    """

    is_confidential: bool
    revenue: Decimal | None
    currency: str
    has_outgoing_left: bool
    account: str = "the account"
    outgoing: str = "the outgoing KAM"


def why_left_out(only_when: str, revenue_above: int | None, facts: Facts) -> str:
    """Why a transition with these facts does not take an item, in words; empty where it does.

    The amount counts in the account’s own currency, whichever that is, as for priority
    (HIGH_VALUE_REVENUE): no rate of exchange is kept here. Revenue has to be more than the
    amount; where nobody has entered it, the item is left out.
    """
    condition = Condition(only_when)
    if condition == Condition.CONFIDENTIAL and not facts.is_confidential:
        return f"{facts.account} is not confidential"
    if condition == Condition.OUTGOING_LEFT and not facts.has_outgoing_left:
        return f"{facts.outgoing} has not left by the start"
    if condition == Condition.REVENUE and revenue_above is not None:
        if facts.revenue is None:
            return f"nobody has entered what {facts.account} brings in a year"
        if facts.revenue <= revenue_above:
            amount = words.money(Decimal(revenue_above), facts.currency)
            return f"{facts.account} does not bring more than {amount} a year"
    return ""


def in_words(only_when: str, revenue_above: int | None) -> str:
    """A condition as a page shows it, such as “Only when annual revenue is above 500,000”."""
    condition = Condition(only_when)
    if condition == Condition.ALWAYS:
        return ""
    if condition == Condition.REVENUE:
        return f"Only when annual revenue is above {places.number(revenue_above or 0)}"
    return str(condition.label)


def passed_on(
    waits_for: Mapping[str, Sequence[str]], left_out: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What each item that is taken waits for, by key, each once and in order.

    What waits for one that is left out waits for what that one waited for, and so on, so that the
    order of the others stays.
    """
    return {
        key: tuple(_held_by(key, waits_for, left_out)) for key in waits_for if key not in left_out
    }


def _held_by(
    key: str, waits_for: Mapping[str, Sequence[str]], left_out: Collection[str]
) -> list[str]:
    """What one item waits for in the end; a circle ends where it began."""
    found: list[str] = []
    seen, ahead = {key}, list(reversed(waits_for[key]))
    while ahead:
        other = ahead.pop()
        if other in seen:
            continue
        seen.add(other)
        if other in left_out:
            ahead += reversed(waits_for.get(other, ()))
        else:
            found.append(other)
    return found
