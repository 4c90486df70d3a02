"""How the key figures changed in a week, by the history of health."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import HealthChange, Transition
from transitions.plans.operations import health, lifecycle
from transitions.portfolio.queries.running import light
from transitions.portfolio.queries.tallies import Sums, Trend, tallies, trend

pytestmark = pytest.mark.django_db
TEN_DAYS_AGO, YESTERDAY = NOW - timedelta(days=10), NOW - timedelta(days=1)


def make(revenue: int, owner: User, **changes: Any) -> Transition:
    account = Account.objects.create(
        name=f"Worth {revenue}", owner=owner, annual_revenue=Decimal(revenue)
    )
    return make_transition(account=account, **changes)


def euros(amount: int) -> Sums:
    return {"EUR": Decimal(amount)}


def changed() -> Trend:
    return trend(Transition.objects.all(), NOW)


def test_what_has_not_changed_in_a_week_is_no_change(owner: User) -> None:
    make(100, owner, now=TEN_DAYS_AGO)

    assert changed() == Trend()


def test_what_started_this_week_is_more(owner: User) -> None:
    make(100, owner, now=YESTERDAY)
    make(900, owner, started=False)

    found = changed()

    assert (found.active, found.revenue, found.at_risk) == (1, euros(100), euros(100))


def test_what_stopped_this_week_is_less(owner: User, lead: User) -> None:
    stopped = make(100, owner, now=TEN_DAYS_AGO)
    lifecycle.hold(stopped.pk, "Merger", by=lead, now=YESTERDAY)

    found = changed()

    assert (found.active, found.revenue, found.at_risk) == (-1, euros(-100), euros(-100))


def test_what_went_there_and_back_is_no_change(owner: User, lead: User) -> None:
    held = make(100, owner, now=TEN_DAYS_AGO)
    lifecycle.hold(held.pk, "Merger", by=lead, now=YESTERDAY)
    lifecycle.resume(held.pk, by=lead, now=YESTERDAY)

    found = changed()

    assert (found.active, found.revenue, found.at_risk) == (0, euros(0), euros(0))


def test_what_became_ill_this_week_puts_its_revenue_at_risk(owner: User) -> None:
    transition = make(100, owner, now=TEN_DAYS_AGO, starts_on=(NOW - timedelta(days=8)).date())
    HealthChange.objects.filter(transition=transition).update(health="on")
    Transition.objects.update(health="on")
    health.refresh([transition.pk], now=YESTERDAY)

    found = changed()

    assert (found.active, found.revenue, found.at_risk) == (0, euros(0), euros(100))


def test_tallies_count_stored_columns(owner: User, lead: User) -> None:
    make(100, owner)
    lifecycle.hold(make(40, owner).pk, "Merger", by=lead, now=NOW)
    make(7, owner, started=False)

    today = NOW.date()
    found = tallies(light(Transition.objects.all()), today=today, until=today + timedelta(days=14))

    assert (found.off, found.risk, found.on, found.on_hold) == (1, 0, 0, 1)
    assert (found.late, found.moves) == (1, 1)
    assert (found.revenue, found.at_risk) == (euros(100), euros(100))
