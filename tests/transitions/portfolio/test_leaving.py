from datetime import date

import pytest

from accounts.clients.models import Account
from checklists.library.models import Template
from config.lib.workdays import WorkCalendar
from tests.factories.transitions import TODAY, make_person, make_template, make_transition
from transitions.portfolio.queries.leaving import leaving

pytestmark = pytest.mark.django_db
CALENDAR = WorkCalendar("AT")


def notices() -> list[str]:
    found = leaving(Account.objects.all(), CALENDAR, TODAY)
    return [f"{person.fact} {person.sentence}" for person in found]


def test_who_leaves_with_accounts_that_nobody_takes_over_is_named() -> None:
    Template.objects.filter(pk=make_template().pk).update(key="key-account")
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2027, 1, 29)
    victor.save()
    make_transition(outgoing=victor)
    for name in ("Ravensworth Steel", "Marlow Paints"):
        Account.objects.create(name=name, owner=victor)

    assert notices() == [
        "Victor Lindgren leaves on 29 January. 2 of Victor's 3 accounts have no successor yet. "
        "Start by Tue 22 Dec to move ownership in time."
    ]


def test_nobody_is_named_who_stays_has_left_or_hands_over_everything() -> None:
    stays, left, hands_over = (make_person(f"Person {name}") for name in "ABC")
    left.last_day_on = date(2026, 11, 20)
    left.save()
    hands_over.last_day_on = date(2026, 12, 18)
    hands_over.save()
    Account.objects.create(name="Stays", owner=stays)
    Account.objects.create(name="Left", owner=left)
    make_transition(outgoing=hands_over)

    assert notices() == []


def test_a_start_that_would_be_too_late_is_asked_for_at_once() -> None:
    Template.objects.filter(pk=make_template().pk).update(key="key-account")
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2026, 12, 4)
    victor.save()
    Account.objects.create(name="Ravensworth Steel", owner=victor)

    assert notices() == [
        "Victor Lindgren leaves on 4 December. Victor's account has no successor yet. "
        "Start now to move ownership in time."
    ]
