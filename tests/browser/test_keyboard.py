"""Lists by the keyboard: whoever sorts, turns a page or filters goes on where they were."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import make_transition
from tests.support.browser import sign_in


@pytest.fixture
def many(owner: User) -> None:
    for number in range(60):
        AccountFactory.create(name=f"Account {number:02}", owner=owner, region="North")


@pytest.mark.usefixtures("many")
def test_sorting_by_the_keyboard_leaves_the_focus_on_the_head(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    desktop.get_by_role("link", name="Account", exact=True).focus()
    desktop.keyboard.press("Enter")

    head = desktop.get_by_role("columnheader", name="Account", exact=True)
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(head.get_by_role("link")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("link")).to_be_focused()


@pytest.mark.usefixtures("many")
def test_a_second_press_at_once_finds_the_new_head_ready(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")
    desktop.evaluate(
        """() => {
            const seen = document.body.dataset;
            seen.swaps = 0;
            document.addEventListener("htmx:afterSwap", () => {
                seen.swaps = Number(seen.swaps) + 1;
                if (seen.swaps === "1") setTimeout(() => document.activeElement.click());
            });
        }"""
    )

    desktop.get_by_role("link", name="Account", exact=True).focus()
    desktop.keyboard.press("Enter")

    expect(desktop.locator("body")).to_have_attribute("data-swaps", "2")
    head = desktop.get_by_role("columnheader", name="Account", exact=True)
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("link")).to_be_focused()


@pytest.mark.usefixtures("many")
def test_the_next_page_begins_at_its_head_and_says_which_rows_it_shows(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    desktop.get_by_role("link", name="Next").focus()
    desktop.keyboard.press("Enter")

    desktop.wait_for_url("**/accounts/?page=2")
    heading = desktop.get_by_role("heading", name="Accounts", level=2)
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("51–60 of 60")
    expect(heading).to_be_in_viewport()
    expect(desktop.locator("#found tbody tr").first).to_be_in_viewport()


@pytest.mark.usefixtures("many")
def test_picking_columns_by_the_keyboard_goes_on_at_the_head_of_the_list(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    desktop.get_by_text("Columns", exact=True).press("Enter")
    desktop.get_by_role("checkbox", name="Country").press("Space")
    desktop.get_by_role("button", name="Show these columns").press("Enter")

    desktop.get_by_role("columnheader", name="Country").wait_for()
    expect(desktop.get_by_role("heading", name="Accounts", level=2)).to_be_focused()


def test_a_filter_of_the_dashboard_keeps_the_focus(
    desktop: Page, live_server: LiveServer, lead: User, account: Account, successor: User
) -> None:
    Account.objects.filter(pk=account.pk).update(region="North")
    make_transition(account=account, incoming=successor, manager=lead)
    sign_in(desktop, live_server, lead)
    desktop.goto("/dashboard/")

    box = desktop.get_by_label("Region")
    box.focus()
    desktop.keyboard.press("N")

    desktop.wait_for_url("**region=North*")
    expect(box).to_be_focused()
    expect(box).to_have_value("North")


@pytest.mark.usefixtures("many")
def test_a_box_to_tick_shows_the_ring_that_everything_else_shows(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    desktop.get_by_text("Columns", exact=True).focus()
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Tab")

    box = desktop.locator(".list-cols input:focus")
    expect(box).to_have_attribute("type", "checkbox")
    expect(box).to_have_css("outline", re.compile(r"solid 2px$"))
    expect(box).to_have_css("outline-offset", "2px")
    expect(box).to_have_css("box-shadow", "none")
    expect(box).to_have_css("outline-color", colour(box, "--co-focus"))


def colour(anything: Locator, name: str) -> str:
    """What a colour of the palette is in the theme that is shown."""
    asked = """(each, name) => {
        each.style.caretColor = `var(${name})`;
        return getComputedStyle(each).caretColor;
    }"""
    return str(anything.evaluate(asked, name))
