"""Choices about what does not fit, and plans after a standstill, on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from accounts.people.models import Absence, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import (
    NOW,
    item_of,
    make_template,
    make_transition,
)
from tests.transitions.replanning.test_replan_page import HTMX, accept, answers, at, text
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle, ownership
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fix", "said"),
    [("drop", "Say why it does not apply."), ("give:999999", "Choose somebody of the team")],
)
def test_a_choice_that_lacks_something_is_refused_beside_it(
    transition: Transition, lead: User, successor: User, sign_in: SignIn, fix: str, said: str
) -> None:
    Absence.objects.create(
        person=successor, starts_on=date(2026, 11, 24), ends_on=date(2026, 12, 9)
    )
    agenda = item_of(transition, "Agree the agenda")

    response = accept(sign_in(lead), transition, **{f"fix-{agenda.pk}": fix})

    assert response.status_code == 422
    assert said in text(response)


def test_other_transitions_that_an_absence_meets_are_named(
    transition: Transition, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    account = AccountFactory.create(name="Copperfield Paper", owner=owner)
    other = make_transition(account=account, incoming=successor, manager=lead)
    away = {
        f"away-{successor.pk}-starts_on": "2026-11-24",
        f"away-{successor.pk}-ends_on": "2026-11-26",
    }

    shown = text(sign_in(lead).post(at(transition), answers(transition, **away)))

    assert "The absence also meets 1 other transition." in shown
    assert f'<a href="{at(other)}">Re-plan Copperfield Paper</a>' in shown


def test_once_something_is_closed_the_start_is_history(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    contacts = item_of(transition, "List the contacts")
    items.tick(transition.pk, contacts.pk, Who(by=owner, now=NOW))

    shown: Any = sign_in(lead).get(at(transition))

    assert list(shown.context["form"].fields) == ["counts_from", "owns_on", "ends_on", "calendar"]
    assert "It started on Mon 2 Nov. That stays, because items are done." in text(shown)


def test_what_was_set_aside_does_not_hold_the_start(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    contacts = item_of(transition, "List the contacts")
    items.skip(transition.pk, contacts.pk, "Not here", Who(by=lead, now=NOW))

    shown: Any = sign_in(lead).get(at(transition))

    assert list(shown.context["form"].fields) == ["starts_on", "owns_on", "ends_on", "calendar"]
    assert "It started on" not in text(shown)


def test_once_ownership_has_moved_the_start_is_history_too(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="He left")

    shown: Any = sign_in(lead).get(at(transition))

    assert list(shown.context["form"].fields) == ["counts_from", "ends_on", "calendar"]
    assert "It started on Mon 2 Nov. That stays, because ownership has moved." in text(shown)


def test_a_start_that_can_move_again_is_the_day_from_which_items_count(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    Transition.objects.filter(pk=transition.pk).update(counts_from=date(2026, 11, 9))

    shown: Any = sign_in(lead).get(at(transition))

    assert shown.context["form"]["starts_on"].value() == "2026-11-09"
    assert shown.context["proposal"].frame == {}


def test_another_start_that_is_typed_is_one_from_which_all_items_count(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    Transition.objects.filter(pk=transition.pk).update(counts_from=date(2026, 11, 9))

    sent = answers(transition, starts_on="2026-11-02")
    shown: Any = sign_in(lead).post(at(transition), sent)

    assert shown.context["proposal"].frame == {"counts_from": (date(2026, 11, 9), None)}


def test_a_page_from_before_the_last_item_was_reopened_still_shows_what_changes(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    sent = answers(transition, owns_on="2026-12-16", ends_on="2027-01-15")
    del sent["starts_on"]

    response: Any = sign_in(lead).post(at(transition), sent, headers=HTMX)

    assert response.context["proposal"].summary == "8 items move."


def test_a_page_from_before_the_first_tick_still_shows_what_changes(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    sent = answers(transition, owns_on="2026-12-16", ends_on="2027-01-15")
    del sent["counts_from"]
    contacts = item_of(transition, "List the contacts")
    items.tick(transition.pk, contacts.pk, Who(by=owner, now=NOW))

    response: Any = sign_in(lead).post(at(transition), sent, headers=HTMX)

    assert response.context["proposal"].summary == "7 items move."
    assert "id_counts_from_notes" not in text(response)
    assert "id_owns_on_notes" in text(response)


def test_what_stood_still_is_moved_by_the_working_days_it_did(
    transition: Transition, lead: User, owner: User, sign_in: SignIn, clock: Traveller
) -> None:
    contacts = item_of(transition, "List the contacts")
    items.tick(transition.pk, contacts.pk, Who(by=owner, now=NOW))
    lifecycle.hold(transition.pk, "Waits", by=lead, now=NOW)
    clock.move_to(datetime(2026, 12, 1, 8, tzinfo=UTC))
    client = sign_in(lead)

    offered = text(client.get(at(transition)))
    moved: Any = client.get(f"{at(transition)}?shift=hold")

    form = moved.context["form"]
    assert "It stood still for 5 working days, 24 Nov – 1 Dec." in offered
    assert [form[name].value() for name in ("counts_from", "owns_on", "ends_on")] == [
        "2026-11-09",
        "2026-12-15",
        "2026-12-28",
    ]


def test_what_is_over_leads_back(transition: Transition, lead: User, sign_in: SignIn) -> None:
    lifecycle.cancel(transition.pk, "Not any more", by=lead, now=NOW)
    client = sign_in(lead)

    response = client.get(at(transition), follow=True)

    assert "This transition was cancelled. It has no items to plan anew." in text(response)


def test_the_page_asks_the_same_for_few_items_and_for_many(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    long = make_transition(manager=lead, template=make_template(extra=20))

    def counted(one: Transition) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(at(one)).status_code == 200
        return len(found)

    assert counted(transition) == counted(long)
