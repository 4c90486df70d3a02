"""What a tick on “My work” changes on the rest of the page: all numbers agree without a reload."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import item_of
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
FROM = {"HX-Request": "true", "HX-Current-URL": "http://testserver/my-work/"}


def ticked(client: Client, item: Item) -> str:
    answer = client.post(reverse("work_tick", args=[item.pk]), headers=FROM)
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


def test_the_health_of_a_transition_follows_in_all_its_rows(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    page = client.get("/my-work/").content.decode()

    parts = ticked(client, item_of(running, "List the contacts"))

    assert page.count(f'class="hof-{running.pk}"') == 4
    assert f'<span hx-swap-oob="innerHTML:.hof-{running.pk}"><span class="health' in parts
