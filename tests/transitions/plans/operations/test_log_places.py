"""The log is for everybody, so it is written alike by everybody."""

from __future__ import annotations

from datetime import date

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from config.lib import places
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who


def test_a_day_in_the_log_is_british_whoever_moves_the_item(
    account: Account, owner: User, calendar: Calendar
) -> None:
    found = make_transition(account=account)
    one = item_of(found, "File the contract")

    with places.written_for("de"):
        items.move_date(found.pk, one.pk, date(2026, 11, 26), Who(by=owner, now=NOW))

    said = [entry.activity for entry in found.log.all()]
    assert any("Moved to Thu 26 Nov 2026:" in activity for activity in said), said
