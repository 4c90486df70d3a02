"""Menus close as everywhere: by Escape, and by a click anywhere else."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.support.browser import sign_in
from transitions.plans.models import Transition

PLACES = [
    ("/people/", "More filters"),
    ("/people/", "Views"),
    ("/people/", "Columns"),
    ("/people/", "Export"),
    ("/people/", "Helena Brandt"),
    ("/transitions/{pk}/", "Group by"),
    ("/transitions/{pk}/", "More"),
    ("/transitions/{pk}/log/", "More"),
    ("/transitions/{pk}/team/", "More"),
    ("/transitions/{pk}/report/", "More"),
]


@pytest.mark.parametrize(("address", "name"), PLACES)
def test_an_open_menu_closes_by_escape_and_by_a_click_elsewhere(
    address: str,
    name: str,
    running: Transition,
    lead: User,
    desktop: Page,
    live_server: LiveServer,
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(address.format(pk=running.pk))
    menu = desktop.locator("details").filter(has=desktop.locator("summary", has_text=name)).first
    opener, shown = menu.locator("summary"), menu.locator(".menu-list")

    opener.click()
    expect(shown).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(opener).to_be_focused()

    opener.click()
    expect(shown).to_be_visible()
    desktop.locator("h1").click()
    expect(shown).to_be_hidden()
