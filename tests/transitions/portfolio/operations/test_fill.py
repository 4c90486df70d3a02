"""A filled database looks like one that people have worked on."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Checklist, Item
from tests.factories.transitions import NOW, TODAY
from transitions.plans.models import LogEntry, Transition
from transitions.portfolio.operations.fill import CannotFill, Size, drifted, fill

SMALL = Size(people=24, accounts=40, transitions=30, items=1400)


@pytest.fixture
def filled(db: None, clock: time_machine.Traveller) -> None:
    call_command("load_templates", verbosity=0)
    fill(SMALL, now=NOW, today=TODAY)


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


def test_a_site_with_people_is_not_filled(stranger: User) -> None:
    with pytest.raises(CannotFill, match="There are people on this site"):
        fill(SMALL, now=NOW, today=date(2026, 11, 24))

    with pytest.raises(CommandError, match="for empty databases"):
        call_command("fill")

    assert User.objects.count() == 1


@pytest.mark.usefixtures("filled")
def test_too_few_items_are_refused() -> None:
    with pytest.raises(CannotFill, match="at least 42 items"):
        fill(Size(5, 5, 5, 50), now=NOW, today=TODAY, may_replace=True)
