"""What a browser keeps of pages that are for people who are signed in, and how it guards them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.support.browser import sign_in

ADMINISTRATION = ["", "people/user/", "people/user/add/", "clients/account/", "library/template/"]


def test_the_way_back_shows_nothing_to_whoever_comes_after(
    page: Page, live_server: LiveServer, owner: User, account: Account
) -> None:
    sign_in(page, live_server, owner)
    page.goto("/accounts/")
    expect(page.get_by_role("link", name="Brightwater Foods").first).to_be_visible()
    page.goto("/auth/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()

    page.go_back()
    page.go_back()

    expect(page.get_by_label("Password")).to_be_visible()
    assert "Brightwater" not in page.content()


@pytest.mark.parametrize("path", ADMINISTRATION)
def test_the_administration_lives_with_the_policy_for_content(
    page: Page, live_server: LiveServer, administrator: User, path: str
) -> None:
    """The console would complain of every script or style that the policy refuses."""
    sign_in(page, live_server, administrator)

    page.goto(f"/admin/{path}")

    expect(page.locator("#site-name")).to_be_visible()
