"""What somebody sees when the server breaks under a click, without leaving the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from redis.exceptions import RedisError

from tests.factories.transitions import item_of
from tests.support.browser import Console
from transitions.plans.models import Transition


def test_the_page_stays_and_says_the_number(
    priyas: Page, running: Transition, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.allow("status of 500|Status Error Code 500")

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("checklists.runs.operations.items.close", broken)
    with priyas.expect_response(re.compile("/tick/")) as answer:
        priyas.get_by_role("checkbox", name="Agree the agenda").click()

    number = answer.value.headers["x-request-id"]
    said = f"say this number to your administrator: {number}"
    expect(priyas.locator("#alerts")).to_contain_text(said)
    assert item_of(running, "Agree the agenda").is_open


def test_an_answer_that_says_where_it_stands_is_read_there(
    priyas: Page, running: Transition, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.allow("status of 503|Status Error Code 503")

    def uncounted(*args: object, **kwargs: object) -> None:
        raise RedisError

    monkeypatch.setattr("checklists.runs.operations.items.close", uncounted)
    priyas.get_by_role("checkbox", name="Agree the agenda").click()

    expect(priyas.locator("#alerts")).to_contain_text("attempts cannot be counted")
    expect(priyas.locator("#alerts")).not_to_contain_text("Something failed on the server")
    assert item_of(running, "Agree the agenda").is_open
