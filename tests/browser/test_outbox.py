"""A mail in its frame looks as it does in a mail program, though no unsafe style is allowed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib.mail.models import Message
from tests.browser.conftest import NewContext
from tests.factories.transitions import make_transition
from tests.support.browser import sign_in
from transitions.reminders.operations import write_due


@pytest.mark.usefixtures("clock")
def test_a_digest_is_shown_with_its_styles(
    account: Account,
    successor: User,
    lead: User,
    live_server: LiveServer,
    new_context: NewContext,
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    write_due(datetime(2026, 11, 24, 6, 30, tzinfo=UTC))
    page = new_context(color_scheme="light").new_page()
    sign_in(page, live_server, successor)

    page.goto(Message.objects.get(person=successor).get_absolute_url())

    mail = page.frame_locator("iframe.ob-html")
    expect(mail.get_by_role("heading", level=1)).to_have_css("font-size", "24px")
    expect(mail.get_by_text("Open My work")).to_have_css("color", "rgb(255, 255, 255)")
    expect(mail.locator(".chip.today")).to_have_css("background-color", "rgb(220, 224, 249)")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("width", [1440, 390])
def test_on_a_phone_the_day_of_an_item_stands_below_it(
    account: Account,
    successor: User,
    lead: User,
    live_server: LiveServer,
    new_context: NewContext,
    width: int,
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    write_due(datetime(2026, 11, 24, 6, 30, tzinfo=UTC))
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    sign_in(page, live_server, successor)

    page.goto(Message.objects.get(person=successor).get_absolute_url())

    mail = page.frame_locator("iframe.ob-html")
    text, day = mail.locator(".what").first.bounding_box(), mail.locator(".when").first
    beside = day.bounding_box()
    assert text
    assert beside
    is_below = beside["y"] >= text["y"] + text["height"]
    assert is_below == (width == 390)
    assert is_below == (beside["x"] == text["x"])


@pytest.mark.usefixtures("clock")
def test_a_manager_who_owes_something_is_tinted_and_not_hollow(
    account: Account,
    owner: User,
    successor: User,
    lead: User,
    live_server: LiveServer,
    new_context: NewContext,
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    write_due(datetime(2026, 11, 24, 6, 30, tzinfo=UTC))
    page = new_context(color_scheme="light").new_page()
    sign_in(page, live_server, owner)

    page.goto(Message.objects.get(person=owner).get_absolute_url())

    face = page.frame_locator("iframe.ob-html").locator(".av", has_text="HB")
    expect(face).to_have_css("background-color", "rgb(230, 229, 224)")
    expect(face).to_have_css("border-top-color", "rgb(230, 229, 224)")
