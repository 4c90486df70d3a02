"""Light and dark: as the device asks, or as somebody has chosen, with and without a script."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.choices import Theme
from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.support.browser import sign_in

Scheme = Literal["light", "dark"]
LIGHT, DARK = "rgb(246, 246, 243)", "rgb(15, 16, 18)"
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(
    ("chosen", "scheme", "ground"),
    [
        (Theme.AUTO, "light", LIGHT),
        (Theme.AUTO, "dark", DARK),
        (Theme.LIGHT, "dark", LIGHT),
        (Theme.DARK, "light", DARK),
    ],
)
def test_colours_are_those_that_are_chosen_else_those_of_the_device(
    new_context: NewContext,
    live_server: LiveServer,
    owner: User,
    chosen: Theme,
    scheme: Scheme,
    ground: str,
) -> None:
    User.objects.filter(pk=owner.pk).update(theme=chosen)

    for has_scripts in (True, False):
        page = new_context(color_scheme=scheme, java_script_enabled=has_scripts).new_page()
        sign_in(page, live_server, owner)
        page.goto("/accounts/")

        assert page.evaluate(GROUND) == ground


def test_the_switch_leads_to_the_other_theme_than_the_one_of_the_device(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    desktop.emulate_media(color_scheme="dark")
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    desktop.get_by_role("button", name="Switch between light and dark").click()

    expect(desktop.locator("html")).to_have_attribute("data-theme", "light")
    assert desktop.evaluate(GROUND) == LIGHT
