"""What a tick on “My work” changes on the rest of the page: all numbers agree without a reload."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import item_of
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
FROM = {"HX-Request": "true", "HX-Current-URL": "http://testserver/my-work/"}


def ticked(client: Client, *items: Item) -> str:
    """Tick these, and ask for what follows."""
    for item in items:
        client.post(reverse("work_tick", args=[item.pk]), headers=FROM)
    asked = {"moved": [item.pk for item in items]}
    answer = client.get(reverse("work_moved"), asked, headers=FROM)
    return " ".join(answer.content.decode().split())


def test_a_tick_counts_down_in_the_sidebar_and_on_the_phone(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    page = client.get("/my-work/").content.decode()

    parts = ticked(client, item_of(running, "List the contacts"))

    assert '<span class="n" id="nav-work" title="4 open items">4<' in page
    assert '<span class="n" id="nav-work" title="3 open items" hx-swap-oob="true">3<' in parts
    assert '<span id="badge-work" hx-swap-oob="true"><span class="bdg">1<' in parts


def test_an_empty_bucket_is_no_longer_red(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    item_of(running, "Write the summary").delete()
    client = sign_in(owner)

    parts = ticked(client, item_of(running, "List the contacts"))

    assert '<span class="count " id="n-overdue" hx-swap-oob="true">0</span>' in parts
    assert '<span id="badge-work" hx-swap-oob="true"></span>' in parts


def test_what_a_tick_frees_follows_in_one_answer_with_all_numbers(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    meeting = item_of(running, "Meet the client")

    parts = ticked(sign_in(successor), item_of(running, "Agree the agenda"))

    assert re.findall(r'id="work-(\d+)"', parts) == [str(meeting.pk)]
    assert f'hx-post="/my-work/{meeting.pk}/tick/"' in parts
    assert 'id="n-today" hx-swap-oob="true">0</span>' in parts
    assert 'hx-swap-oob="innerHTML:#follow"' in parts
    assert 'id="toasts"' not in parts
    assert 'id="alerts"' not in parts


def test_nobody_learns_of_items_that_they_do_not_see(
    running: Transition, stranger: User, sign_in: SignIn
) -> None:
    late = item_of(running, "List the contacts")

    parts = sign_in(stranger).get(reverse("work_moved"), {"moved": late.pk}, headers=FROM)

    shown = parts.content.decode()
    assert 'id="work-sub"' in shown
    assert "n-overdue" not in shown
    assert f"hof-{running.pk}" not in shown


def test_opened_as_a_page_what_follows_leads_to_my_work(owner: User, sign_in: SignIn) -> None:
    assert sign_in(owner).get(reverse("work_moved")).headers["Location"] == "/my-work/"


def test_the_health_of_a_transition_follows_in_all_its_rows(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    page = client.get("/my-work/").content.decode()

    parts = ticked(client, item_of(running, "List the contacts"))

    assert page.count(f'class="hof-{running.pk}"') == 4
    assert f'<span hx-swap-oob="innerHTML:.hof-{running.pk}"><span class="health' in parts
