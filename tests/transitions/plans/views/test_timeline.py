"""The timeline of a transition: plan against actual, and what to expect."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_template, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.working import Who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def words(client: Client, transition: Transition) -> str:
    """The text of the page, one space between words."""
    answer = client.get(reverse("transition_timeline", args=[transition.pk]))
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())


def close(running: Transition, title: str, by: User) -> None:
    items.tick(running.pk, item_of(running, title).pk, Who(by, NOW))


def test_it_says_when_it_will_end_and_how_that_was_worked_out(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    close(running, "List the contacts", lead)

    said = words(sign_in(lead), running)

    assert "1 of 8 items is done." in said
    assert "That covers 3 working days of the plan, and 16 have passed: a pace of 18%." in said
    assert re.search(r"At the pace so far it ends about .+, \d+ working days late\.", said)
    assert re.search(r"Ownership is expected on .+, \d+ working days after the plan\.", said)
    assert "The plan moves ownership on Mon 7 Dec." in said


def test_a_late_item_is_named_with_what_it_holds_up(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    Item.objects.filter(title="Agree the agenda").update(due_on=NOW.date() + timedelta(days=20))

    said = words(sign_in(lead), running)

    assert "3.1 moves 3.2" in said
    assert "Waits for 3.1 Agree the agenda" in said


def test_the_transition_page_has_the_same_sentence(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    close(running, "List the contacts", lead)
    client = sign_in(lead)
    sentence = re.search(r"At the pace so far it ends about [^.]+\.", words(client, running))

    page = client.get(running.get_absolute_url()).content.decode()

    assert sentence and sentence[0] in page
    assert reverse("transition_timeline", args=[running.pk]) in page


def test_the_forecast_changes_no_date(running: Transition, lead: User, sign_in: SignIn) -> None:
    before = list(Item.objects.order_by("pk").values("pk", "due_on", "planned_on"))

    words(sign_in(lead), running)

    assert list(Item.objects.order_by("pk").values("pk", "due_on", "planned_on")) == before


def test_on_hold_nothing_is_forecast(running: Transition, lead: User, sign_in: SignIn) -> None:
    lifecycle.hold(running.pk, "The client asked for time.", by=lead, now=NOW)

    said = words(sign_in(lead), running)

    assert "While this transition is on hold nothing moves, so there is no forecast." in said
    assert "How this was worked out" not in said


def test_a_draft_has_no_timeline(lead: User, sign_in: SignIn) -> None:
    draft = make_transition(manager=lead, started=False)

    answer = sign_in(lead).get(reverse("transition_timeline", args=[draft.pk]))

    assert answer.status_code == 404
    page = sign_in(lead).get(draft.get_absolute_url()).content.decode()
    assert reverse("transition_timeline", args=[draft.pk]) not in page


def test_a_stranger_finds_no_timeline(running: Transition, stranger: User, sign_in: SignIn) -> None:
    answer = sign_in(stranger).get(reverse("transition_timeline", args=[running.pk]))

    assert answer.status_code == 404
    assert running.account.name not in answer.content.decode()


def test_it_takes_as_many_queries_for_three_times_as_many_items(
    running: Transition, owner: User, successor: User, lead: User, sign_in: SignIn
) -> None:
    long = make_transition(
        template=make_template(extra=16), incoming=successor, manager=lead, outgoing=owner
    )
    client = sign_in(lead)
    words(client, running)

    with CaptureQueriesContext(connection) as few:
        words(client, running)
    with CaptureQueriesContext(connection) as many:
        words(client, long)

    assert len(many) == len(few)


def test_what_is_set_aside_does_not_make_it_look_faster(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    close(running, "List the contacts", lead)
    for title in ("Write the summary", "File the contract"):
        items.skip(running.pk, item_of(running, title).pk, "Not here", Who(lead, NOW))

    said = words(sign_in(lead), running)

    assert "1 of 6 items is done, not counting 2 set aside. That covers 3 working days" in said
    assert "2 Transfer 6 – 24 Nov The same – – 2 of 2 Set aside" in said
