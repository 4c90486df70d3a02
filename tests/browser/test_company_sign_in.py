"""The company's own sign-in in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.support.browser import (
    Console,
    assert_accessible,
    assert_accessible_in_both_themes,
)
from tests.support.oidc import Provider

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


def test_the_company_sign_in_leads_there_and_back(
    page: Page,
    live_server: LiveServer,
    provider: Provider,
    owner: User,
    console: Console,
    settings: Settings,
) -> None:
    console.allow("picocss")  # the provider's own page wants a style sheet of elsewhere
    settings.SITE_URL = live_server.url
    provider.knows("sub-browser", email=owner.email)
    page.goto("/auth/login/?next=/profile/")
    assert_accessible_in_both_themes(page)
    page.get_by_role("button", name="Sign in with Norvane ID").click()
    page.wait_for_url(re.compile("/oauth2/authorize"))
    page.locator("input[name=sub]").fill("sub-browser")
    page.locator("input[name=sub]").press("Enter")

    page.wait_for_url(f"{live_server.url}/profile/")


def test_who_is_not_invited_reads_whom_to_ask(
    page: Page,
    live_server: LiveServer,
    provider: Provider,
    owner: User,
    console: Console,
    settings: Settings,
) -> None:
    console.allow("status of 403|picocss")
    settings.SITE_URL = live_server.url
    provider.knows("sub-outside", email="nobody@norvane.example")
    page.goto("/auth/login/")
    page.get_by_role("button", name="Sign in with Norvane ID").click()
    page.wait_for_url(re.compile("/oauth2/authorize"))
    page.locator("input[name=sub]").fill("sub-outside")
    page.locator("input[name=sub]").press("Enter")

    expect(page.get_by_text("Ask an administrator")).to_be_visible()
    assert_accessible(page)
