"""A filled database looks like one that people have worked on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import F
from pytest_django import DjangoDbBlocker

from accounts.clients.models import Account, Ownership
from accounts.people.models import User
from checklists.runs.models import Checklist, Item
from tests.factories.transitions import NOW, TODAY
from tests.support.kept import kept_for_a_module
from transitions.plans.models import LogEntry, Transition
from transitions.portfolio.operations.fill import CannotFill, Size, drifted, fill

SMALL = Size(people=24, accounts=40, transitions=30, items=1400)


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The filled site, which the tests of this file share."""
    with kept_for_a_module(django_db_blocker):
        with time_machine.travel(NOW, tick=False):
            call_command("load_templates", verbosity=0)
            fill(SMALL, now=NOW, today=TODAY)
        yield


@pytest.fixture
def filled(company: None, db: None, clock: time_machine.Traveller) -> None:
    """A filled site, this morning."""


@pytest.mark.usefixtures("filled")
def test_a_filled_site_has_what_was_asked_for() -> None:
    assert (Account.objects.count(), Transition.objects.count()) == (40, 30)
    assert 1200 <= Item.objects.count() <= 1600
    assert User.objects.filter(leads_teams__isnull=False).exists()


@pytest.mark.usefixtures("filled")
def test_what_a_filled_site_stores_is_what_the_product_counts() -> None:
    everything = Transition.objects.values_list("pk", flat=True)

    assert drifted(everything, today=TODAY) == []


@pytest.mark.usefixtures("filled")
def test_a_total_that_is_wrong_is_found() -> None:
    checklist = Checklist.objects.filter(transition__isnull=False).first()
    assert checklist is not None
    Checklist.objects.filter(pk=checklist.pk).update(closed=checklist.closed - 1)

    (found,) = drifted([checklist.transition.pk], today=TODAY)

    assert f"closed: {checklist.closed - 1} is stored, {checklist.closed} is counted" in found


@pytest.mark.usefixtures("filled")
def test_every_tick_of_a_filled_site_stands_in_the_log() -> None:
    closed = Item.objects.exclude(state="open").count()

    assert LogEntry.objects.filter(kind="item").count() == closed
    assert Item.objects.filter(blockers__gt=0).exclude(state="open").count() == 0


@pytest.mark.usefixtures("filled")
def test_who_handed_an_account_over_owned_it_until_the_day_before() -> None:
    followed = Ownership.objects.filter(until_on=None, from_on__gt=F("account__client_since_on"))
    ends = {
        row.account_id: row.until_on for row in Ownership.objects.filter(until_on__isnull=False)
    }

    assert ends
    assert ends == {row.account_id: row.from_on - timedelta(days=1) for row in followed}


def test_a_site_with_people_is_not_filled(stranger: User) -> None:
    before = User.objects.count()

    with pytest.raises(CannotFill, match="There are people on this site"):
        fill(SMALL, now=NOW, today=date(2026, 11, 24))

    with pytest.raises(CommandError, match="for empty databases"):
        call_command("fill")

    assert User.objects.count() == before


@pytest.mark.usefixtures("filled")
def test_too_few_items_are_refused() -> None:
    with pytest.raises(CannotFill, match="at least 42 items"):
        fill(Size(5, 5, 5, 50), now=NOW, today=TODAY, may_replace=True)
