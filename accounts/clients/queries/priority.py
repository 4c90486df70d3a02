"""The priority of accounts, as the database sorts and filters by it and as a page tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, Q, SmallIntegerField, Value, When
from django.db.models.expressions import Combinable

from accounts.clients import rules
from accounts.clients.choices import Priority, Tier, Trouble
from accounts.clients.models import Account
from accounts.clients.rules import Facts, Standing

OWN = ("tier", "annual_revenue", "currency", "is_changing_hands")
OF_HANDOVER = ("handover__moves_on", "handover__trouble")
OF_OWNER = ("owner__is_active", "owner__last_day_on")
FACTS = (*OWN, *OF_HANDOVER, *OF_OWNER)
"""What `of_values` reads of an account; transitions have it behind their account."""


def of_account(account: Account, today: date) -> Standing:
    """How much an account presses; no query when it is loaded with its owner and its handover."""
    handover = getattr(account, "handover", None)
    moves_on = handover.moves_on if handover else None
    facts = Facts(
        tier=account.tier,
        revenue=account.annual_revenue,
        currency=account.currency,
        owner_is_active=account.owner.is_active,
        owner_last_day=account.owner.last_day_on,
        is_changing_hands=account.is_changing_hands,
        moves_on=moves_on,
        trouble=handover.trouble if handover else Trouble.NONE,
        is_on_hold=_rests(account.is_changing_hands, handover is not None, moves_on),
    )
    return rules.standing(facts, today, high_revenue=settings.HIGH_VALUE_REVENUE)


def of_values(values: Mapping[str, Any], today: date, prefix: str = "") -> Standing:
    """The same of the values of `FACTS`."""
    moves_on, trouble = values[f"{prefix}handover__moves_on"], values[f"{prefix}handover__trouble"]
    is_changing_hands = values[f"{prefix}is_changing_hands"]
    facts = Facts(
        tier=values[f"{prefix}tier"],
        revenue=values[f"{prefix}annual_revenue"],
        currency=values[f"{prefix}currency"],
        owner_is_active=values[f"{prefix}owner__is_active"],
        owner_last_day=values[f"{prefix}owner__last_day_on"],
        is_changing_hands=is_changing_hands,
        moves_on=moves_on,
        trouble=trouble or Trouble.NONE,
        is_on_hold=_rests(is_changing_hands, trouble is not None, moves_on),
    )
    return rules.standing(facts, today, high_revenue=settings.HIGH_VALUE_REVENUE)


def _rests(is_changing_hands: bool, is_told: bool, moves_on: date | None) -> bool:
    """Whether a handover is on hold: the account still changes hands, but on no day."""
    return is_changing_hands and is_told and moves_on is None


def points(today: date, prefix: str = "") -> Combinable:
    """The points of `rules.standing` in SQL; `prefix` leads from the row to its account."""
    return _value(prefix) + _urgency(today, prefix)


def with_level(level: str) -> Q:
    """Those of one level, where `points` stand as `pressing`."""
    if level == Priority.HIGH:
        return Q(pressing__gte=rules.HIGH_FROM)
    if level == Priority.NORMAL:
        return Q(pressing__gte=rules.NORMAL_FROM, pressing__lt=rules.HIGH_FROM)
    return Q(pressing__lt=rules.NORMAL_FROM)


def _value(prefix: str) -> Combinable:
    worth = Q(**{f"{prefix}tier": Tier.KEY})
    if settings.HIGH_VALUE_REVENUE:
        worth |= Q(**{f"{prefix}annual_revenue__gte": settings.HIGH_VALUE_REVENUE})
    return _points(worth, Q(**{f"{prefix}tier": Tier.GROWTH}))


def _urgency(today: date, prefix: str) -> Combinable:
    def on(name: str, within: int) -> Q:
        return Q(**{f"{prefix}{name}__lte": today + timedelta(days=within)})

    stays = Q(**{f"{prefix}is_changing_hands": False})
    gone = Q(**{f"{prefix}owner__is_active": False})
    at_once = (
        stays & (gone | on("owner__last_day_on", rules.LEAVES_AT_ONCE))
        | Q(**{f"{prefix}handover__trouble": Trouble.MUCH})
        | Q(**{f"{prefix}handover__moves_on__lt": today})
    )
    soon = (
        stays & on("owner__last_day_on", rules.LEAVES_SOON)
        | Q(**{f"{prefix}handover__trouble": Trouble.SOME})
        | on("handover__moves_on", rules.MOVES_SOON)
    )
    return _points(at_once, soon)


def _points(two: Q, one: Q) -> Combinable:
    cases = (When(two, then=Value(2)), When(one, then=Value(1)))
    return Case(*cases, default=Value(0), output_field=SmallIntegerField())
