"""The dashboard in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.browser import sign_in


@pytest.mark.parametrize("width", [320, 768])
def test_the_dashboard_fits_a_narrow_window(
    desktop: Page,
    live_server: LiveServer,
    lead: User,
    account: Account,
    successor: User,
    width: int,
) -> None:
    Account.objects.filter(pk=account.pk).update(region="North", line_of_business="Cloud services")
    make_transition(account=account, incoming=successor, manager=lead)
    sign_in(desktop, live_server, lead)
    desktop.set_viewport_size({"width": width, "height": 900})

    desktop.goto("/dashboard/?show=all")

    assert desktop.evaluate("document.documentElement.scrollWidth") == width
    title = desktop.get_by_role("heading", level=1).bounding_box()
    assert title
    assert title["height"] < 80


def test_what_a_figure_says_below_it_is_set_as_captions_are(
    phone: Page, live_server: LiveServer, lead: User, account: Account, successor: User
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    sign_in(phone, live_server, lead)

    phone.goto("/dashboard/")

    heights = phone.locator(".kpi .c:not(.kpi-parts)").evaluate_all(
        "all => all.map(each => getComputedStyle(each).lineHeight)"
    )
    assert heights == ["16px"] * 4


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
