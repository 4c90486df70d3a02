"""The dashboard in a browser."""

from __future__ import annotations

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.browser import sign_in


def test_what_a_link_jumps_to_is_not_hidden_below_the_bar(
    phone: Page, live_server: LiveServer, lead: User, account: Account, successor: User
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    sign_in(phone, live_server, lead)

    phone.goto("/dashboard/")
    phone.get_by_role("link", name="All 1").click()
    phone.wait_for_url("**/dashboard/?show=all#attention")

    bar = phone.locator(".top").evaluate("each => each.getBoundingClientRect().bottom")
    title = phone.locator("#attention h2").evaluate("each => each.getBoundingClientRect().top")
    assert bar <= title < bar + 40
