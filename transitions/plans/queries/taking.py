"""Which items of a template a transition takes, by their conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.library.models import TemplateItem
from checklists.library.rules.conditions import Facts, passed_on, why_left_out
from config.lib import words


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that a transition does not take, and why not, in words."""

    number: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The items that a transition takes, what each of them waits for by key, and the others."""

    items: tuple[TemplateItem, ...]
    waits_for: Mapping[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]


def facts_of(account: Account, outgoing: User | None, starts_on: date) -> Facts:
    """What conditions ask, as it stands on the first day of a handover of this account.

    Who can no longer sign in has left, too, as everywhere.
    """
    return Facts(
        is_confidential=account.is_confidential,
        revenue=account.annual_revenue,
        currency=account.currency,
        has_outgoing_left=outgoing is not None and outgoing.gone(starts_on) is not None,
        account=account.name,
        outgoing=outgoing.first_name if outgoing else "the outgoing KAM",
    )


def taken(
    items: Sequence[TemplateItem],
    account: Account | None,
    holders: Mapping[str, User],
    starts_on: date,
) -> Taken:
    """Which of these items a transition takes; all of them while no account is chosen.

    Their `waits_for` are loaded.
    """
    reasons: dict[str, str] = {}
    if account is not None:
        facts = facts_of(account, holders.get(ItemRole.OUTGOING), starts_on)
        for item in items:
            if reason := why_left_out(item.only_when, item.revenue_above, facts):
                reasons[item.key] = reason
    return Taken(
        items=tuple(item for item in items if item.key not in reasons),
        waits_for=passed_on(
            {item.key: [other.key for other in item.waits_for.all()] for item in items}, reasons
        ),
        left_out=tuple(
            LeftOut(item.number, item.title, reasons[item.key])
            for item in items
            if item.key in reasons
        ),
    )


def left_out_because(left_out: Sequence[LeftOut]) -> str:
    """How many items are left out and why, each reason once; empty for none."""
    if not left_out:
        return ""
    reasons = list(dict.fromkeys(item.reason for item in left_out))
    return f"{words.count(len(left_out), 'item')} left out because {words.listing(reasons)}"
