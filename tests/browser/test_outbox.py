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
