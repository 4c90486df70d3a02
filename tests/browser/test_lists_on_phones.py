"""On a phone the rows of a list stand as cards, and a box sorts them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.support.browser import sign_in
from transitions.plans.models import Transition

LISTS = ["/accounts/", "/transitions/", "/items/", "/people/"]
NAMES = "#found tbody th a"
CUT = """
    [...document.querySelectorAll('#found *')]
    .filter(each => each.getClientRects().length && each.scrollWidth > each.clientWidth + 1
        && !['visible', 'clip'].includes(getComputedStyle(each).overflowX)
        && getComputedStyle(each).textOverflow !== 'ellipsis'
        && !each.closest('.visually-hidden, .menu-list'))
    .map(each => each.className || each.tagName)"""


@pytest.fixture
def phone_of_lead(running: Transition, lead: User, phone: Page, live_server: LiveServer) -> Page:
    """Helena's phone; three accounts, of which one changes hands."""
    owner = running.outgoing
    Account.objects.create(name="Alderbrook Health and Social Care", owner=owner)
    Account.objects.create(name="Zimmermann", owner=owner)
    sign_in(phone, live_server, lead)
    return phone


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_cards_with_nothing_cut_and_begins_high_up(
    phone_of_lead: Page, address: str
) -> None:
    page = phone_of_lead

    page.goto(address)

    card = page.locator("#found tbody tr").first
    assert card.evaluate("each => getComputedStyle(each).display") in {"grid", "flex"}
    expect(page.locator("#found thead")).to_be_hidden()
    assert page.evaluate(CUT) == []
    head = page.locator("#found .list-h").bounding_box()
    assert head
    assert head["height"] <= 108, "the title, the order and the menus take two lines"


def test_an_account_keeps_its_name_in_one_line(phone_of_lead: Page) -> None:
    phone_of_lead.goto("/accounts/")

    name = phone_of_lead.get_by_role("link", name="Alderbrook Health and Social Care")
    assert len(name.evaluate("each => [...each.getClientRects()]")) == 1


def test_a_box_sorts_the_cards(phone_of_lead: Page) -> None:
    page = phone_of_lead
    page.goto("/accounts/?q=e")
    order = page.get_by_label("Sort by")
    expect(order.locator("option:checked")).to_have_text("Account, ascending")

    order.focus()
    order.select_option(label="Account, descending")

    expect(page).to_have_url("/accounts/?q=e&sort=-name")
    names = page.locator(NAMES).all_inner_texts()
    assert names == sorted(names, reverse=True)
    assert len(names) == 3
    expect(order).to_be_focused()
    expect(order.locator("option:checked")).to_have_text("Account, descending")


def test_without_a_script_a_button_sorts_the_cards(
    running: Transition, lead: User, live_server: LiveServer, new_context: NewContext
) -> None:
    page = new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, java_script_enabled=False
    ).new_page()
    sign_in(page, live_server, lead)
    page.goto("/people/?columns=name,role")

    page.get_by_label("Sort by").select_option(label="Role")
    page.get_by_role("button", name="Sort").click()

    assert "sort=role" in page.url
    assert "columns=name%2Crole" in page.url
    expect(page.get_by_label("Sort by").locator("option:checked")).to_have_text("Role, ascending")


def test_on_a_desktop_the_heads_sort(
    running: Transition, lead: User, desktop: Page, live_server: LiveServer
) -> None:
    sign_in(desktop, live_server, lead)

    desktop.goto("/accounts/")

    expect(desktop.locator("#sort-by")).to_be_hidden()
    expect(desktop.locator("#found thead")).to_be_visible()
