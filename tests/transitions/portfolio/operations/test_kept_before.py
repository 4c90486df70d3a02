"""Who sees many transitions is shown the board from before, and the one of now right after it."""

from __future__ import annotations

import re
from datetime import timedelta
from http.cookies import Morsel
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.lib.changing import COOKIE
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.support.dashboards import AS_IT_STOOD, VIEW, Story, look, meanwhile, report
from transitions.plans.operations import items
from transitions.plans.operations.items import Who
from transitions.portfolio.operations import kept
from transitions.portfolio.queries.dashboard import dashboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "many")]
MINUTE = timedelta(minutes=1)


def tick(client: Client, story: Story) -> None:
    """Somebody ticks in the browser."""
    item = item_of(story.transition, "List the contacts")
    client.post(reverse("item_tick", args=[story.transition.pk, item.pk]), {"on": "1"})


def next_of(board: str) -> str:
    """What a board from before asks for; fails where there is no such line."""
    found = re.search(r'hx-get="(\?[^"]*)"\s+hx-trigger="load"', board)
    assert found, "It asks for nothing."
    return found[1].replace("&amp;", "&")


def test_the_board_from_before_says_its_time_and_asks_for_the_next(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    look(client, "?show=all")
    report(story)
    clock.shift(10 * MINUTE)

    before = look(client, "?show=all")
    now = look(client, next_of(before))

    assert f"{AS_IT_STOOD} 09:12" in before
    assert "Kestrel" in before
    assert "osprey came" not in before
    assert "osprey came" in now
    assert "All active transitions" in now
    assert AS_IT_STOOD not in now
    assert "now=1" not in now


def test_without_a_script_a_link_leads_to_the_board_of_now(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)
    look(client)
    report(story)

    page = client.get("/dashboard/").text

    link = f'<a href="{next_of(page)}">Show it as of now</a>'.replace("&", "&amp;")
    assert link in page
    assert "osprey came" in client.get(f"/dashboard/{next_of(page)}").text


def test_the_next_look_has_the_new_board_at_once(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)
    look(client)
    report(story)
    look(client, next_of(look(client)))

    again = look(client)

    assert "osprey came" in again
    assert AS_IT_STOOD not in again


def test_what_somebody_changed_themselves_is_there_at_once(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    look(client)
    clock.shift(MINUTE)

    tick(client, story)
    board = look(client)

    assert AS_IT_STOOD not in board
    assert "ticked" in board


def test_what_somebody_changes_in_the_moment_the_board_is_made_is_there(
    story: Story, sign_in: SignIn
) -> None:
    client = sign_in(story.lead)
    look(client)

    tick(client, story)

    assert "ticked" in look(client)


def test_a_change_counts_from_when_it_is_done(
    story: Story,
    sign_in: SignIn,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, other = sign_in(story.lead), sign_in(story.lead)

    def slowly(*given: Any, **named: Any) -> object:
        clock.shift(MINUTE)
        look(other)
        clock.shift(MINUTE)
        return ticked(*given, **named)

    ticked = items.tick
    monkeypatch.setattr(items, "tick", slowly)
    tick(client, story)

    assert "ticked" in look(client)


def test_what_somebody_changed_before_the_board_was_made_is_on_it(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    tick(client, story)
    clock.shift(MINUTE)
    look(client)
    report(story)

    assert AS_IT_STOOD in look(client)


def test_another_browser_sees_it_a_moment_later(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)
    look(client)

    items.tick(story.transition.pk, item_of(story.transition, "List the contacts").pk, by(story))
    before = look(client)

    assert "ticked" not in before
    assert "ticked" in look(client, next_of(before))


def by(story: Story) -> Who:
    return Who(story.owner, NOW)


def test_nothing_older_than_an_hour_is_shown(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    look(client)
    report(story)
    clock.shift(kept.KEPT_FOR + MINUTE)

    board = look(client)

    assert AS_IT_STOOD not in board
    assert "osprey came" in board


def test_the_hour_counts_from_when_a_board_was_begun(
    story: Story,
    sign_in: SignIn,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = sign_in(story.lead)
    with monkeypatch.context() as patched:
        patched.setattr(VIEW, meanwhile(lambda: clock.shift(3 * MINUTE)))
        look(client)
    report(story)
    clock.shift(kept.KEPT_FOR - MINUTE)

    assert AS_IT_STOOD not in look(client)


def test_a_board_that_took_longer_does_not_replace_a_newer_one(
    story: Story,
    sign_in: SignIn,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow, quick = sign_in(story.lead), sign_in(story.lead)

    def another_looks() -> None:
        monkeypatch.setattr(VIEW, dashboard)
        report(story)
        clock.shift(MINUTE)
        assert "osprey came" in look(quick)

    monkeypatch.setattr(VIEW, meanwhile(another_looks, after=True))
    look(slow)

    assert "osprey came" in look(quick)


def test_where_few_are_seen_the_board_is_of_now(
    story: Story, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MANY", 1)
    client = sign_in(story.lead)
    look(client)
    report(story)

    assert "osprey came" in look(client)


def cookie_after(client: Client, path: str, **answers: str) -> Morsel[str] | None:
    return client.post(path, answers).cookies.get(COOKIE)


def test_the_browser_keeps_when_it_last_changed_something(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)

    assert COOKIE not in client.get("/dashboard/").cookies
    cookie = cookie_after(client, reverse("theme"), theme="dark")

    assert cookie is not None
    assert float(cookie.value) == NOW.timestamp()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
    assert cookie["max-age"] == kept.KEPT_FOR.total_seconds()


def test_signing_in_changes_nothing(story: Story) -> None:
    client = Client()

    assert cookie_after(client, reverse("account_login"), login="x@y.example", password="z") is None


@pytest.mark.parametrize("said", ["", "yesterday", "nan", "inf", "1e400", "-1e18"])
def test_a_time_that_is_none_counts_as_no_change(said: str, story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)
    look(client)
    report(story)
    client.cookies[COOKIE] = said

    assert AS_IT_STOOD in look(client)
