"""The board from before, and the one of now that takes its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import NOW, make_transition
from tests.support.browser import held_back, sign_in
from transitions.plans.models import LogEntry
from transitions.portfolio.operations import kept

Report = Callable[[str], None]
NEXT = "**/dashboard/?now=1*"


@pytest.fixture
def report(
    desktop: Page,
    live_server: LiveServer,
    lead: User,
    account: Account,
    successor: User,
    monkeypatch: pytest.MonkeyPatch,
) -> Report:
    """Writes into the log of the one transition; its manager has looked before that."""
    monkeypatch.setattr(kept, "MANY", 0)
    Account.objects.filter(pk=account.pk).update(region="North")
    transition = make_transition(account=account, incoming=successor, manager=lead)
    sign_in(desktop, live_server, lead)
    desktop.goto("/dashboard/")

    def write(activity: str) -> None:
        entry = LogEntry(transition=transition, kind="item", happened_at=NOW, activity=activity)
        LogEntry.objects.bulk_create([entry])

    return write


def look_and_hold_the_next(page: Page) -> Route:
    """The dashboard from before; what it asks for waits until it may continue."""
    return held_back(page, NEXT, lambda: page.goto("/dashboard/"))


def test_the_board_of_now_takes_the_place_of_the_one_from_before(
    desktop: Page, report: Report
) -> None:
    report("Osprey came")
    asked = look_and_hold_the_next(desktop)
    before = desktop.get_by_text("As it stood at")
    height = desktop.locator(".kpis").evaluate("each => each.getBoundingClientRect().top")
    expect(before).to_be_visible()
    expect(desktop.get_by_text("osprey came")).to_have_count(0)
    asked.continue_()

    expect(desktop.get_by_text("osprey came")).to_be_visible()
    expect(before).to_have_count(0)
    assert desktop.locator(".kpis").evaluate("each => each.getBoundingClientRect().top") == height
    assert desktop.url.endswith("/dashboard/")


def test_what_is_chosen_meanwhile_is_not_replaced(desktop: Page, report: Report) -> None:
    report("Osprey came")
    asked = look_and_hold_the_next(desktop)

    desktop.get_by_label("Region").select_option("North")
    desktop.wait_for_url("**region=North*")
    expect(desktop.locator("#board .sub b")).to_have_text("North.")
    with desktop.expect_response(NEXT):
        asked.continue_()

    desktop.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(done)))")

    expect(desktop.locator("#board .sub b")).to_have_text("North.")
    expect(desktop.locator("#board")).to_have_count(1)


def test_the_choice_of_somebody_who_is_just_choosing_keeps_the_focus(
    desktop: Page, report: Report
) -> None:
    report("Osprey came")
    asked = look_and_hold_the_next(desktop)

    desktop.get_by_label("Region").focus()
    asked.continue_()
    expect(desktop.get_by_text("osprey came")).to_be_visible()

    expect(desktop.get_by_label("Region")).to_be_focused()
