"""What surrounds every page: the sidebar on a phone, and clicks that come twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.choices import Role
from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.factories.transitions import item_of, make_person
from tests.support.browser import sign_in, wait_for_parts
from transitions.plans.models import Transition

IS_REACHED = "document.activeElement === document.body || !!document.activeElement.closest('.side')"


def test_the_menu_of_a_phone_closes_by_escape_and_leaves_the_address_alone(
    phone: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(phone, live_server, owner)
    phone.goto("/accounts/")
    opener, side = phone.get_by_label("Open menu"), phone.get_by_label("Sidebar")

    opener.click()
    expect(side).to_be_visible()
    expect(phone.get_by_label("Close menu")).to_be_focused()
    assert phone.url.endswith("/accounts/")
    phone.keyboard.press("Escape")

    expect(side).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_by_space_and_says_which(
    phone: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(phone, live_server, owner)
    phone.goto("/accounts/")
    opener, side = phone.get_by_role("button", name="Open menu"), phone.get_by_label("Sidebar")
    expect(opener).to_have_attribute("aria-expanded", "false")

    opener.focus()
    phone.keyboard.press("Space")
    expect(side).to_be_visible()
    expect(phone.get_by_role("button", name="Close menu")).to_be_focused()
    expect(phone.locator("[data-side-open]")).to_have_attribute("aria-expanded", "true")
    phone.keyboard.press("Space")

    expect(side).to_be_hidden()
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_the_menu_of_a_phone_that_an_address_has_opened_closes_by_escape_too(
    phone: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(phone, live_server, owner)
    phone.goto("/accounts/#side")
    expect(phone.get_by_label("Sidebar")).to_be_visible()
    expect(phone.locator("[data-side-open]")).to_have_attribute("aria-expanded", "true")
    expect(phone.locator(".tabbar")).to_have_js_property("inert", True)

    phone.keyboard.press("Escape")

    expect(phone.get_by_label("Sidebar")).to_be_hidden()


def test_the_tab_key_stays_in_the_menu_of_a_phone_while_it_covers_the_page(
    phone: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(phone, live_server, owner)
    phone.goto("/accounts/")
    phone.get_by_label("Open menu").click()

    for _ in range(30):
        phone.keyboard.press("Tab")
        assert phone.evaluate(IS_REACHED), phone.evaluate("document.activeElement.outerHTML")
    phone.set_viewport_size({"width": 1000, "height": 700})
    phone.get_by_role("main").focus()

    expect(phone.get_by_role("main")).to_be_focused()


def test_the_role_of_a_kam_is_read_in_full(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/accounts/")

    role = desktop.locator(".side-me small")

    expect(role).to_have_text("Key account manager")
    assert role.evaluate("each => each.scrollWidth <= each.parentElement.clientWidth")


def test_the_second_click_of_a_double_click_does_nothing_where_the_first_moved_the_page(
    running: Transition, desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    item = item_of(running, "List the contacts")
    desktop.goto(f"{running.get_absolute_url()}?item={item.pk}")
    wait_for_parts(desktop)  # what settles first has to be the answer to the note
    address = desktop.url
    desktop.get_by_role("textbox", name="Note").fill("Ulla is on leave until Monday.")
    box = desktop.get_by_role("button", name="Add note").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # Whatever is under the pointer after the answer, it is a link to another page.
    desktop.evaluate(
        """([x, y]) => document.addEventListener("htmx:afterSettle", () => {
            const link = document.createElement("a");
            link.href = "/people/";
            link.textContent = "People";
            Object.assign(link.style, { position: "fixed", padding: "20px" });
            Object.assign(link.style, { left: `${x - 20}px`, top: `${y - 20}px` });
            document.body.append(link);
        }, { once: true })""",
        [x, y],
    )

    desktop.mouse.click(x, y)
    expect(desktop.get_by_text("Ulla is on leave until Monday.")).to_be_visible()
    desktop.mouse.move(x, y)
    desktop.mouse.down(click_count=2)
    desktop.mouse.up(click_count=2)

    expect(desktop).to_have_url(address)
    desktop.mouse.click(x, y)
    desktop.wait_for_url("**/people/")


def test_the_key_of_the_search_is_named_where_a_script_reads_it(
    desktop: Page, new_context: NewContext, live_server: LiveServer, owner: User
) -> None:
    without = new_context(java_script_enabled=False).new_page()

    for page in (desktop, without):
        sign_in(page, live_server, owner)
        page.goto("/accounts/")

    expect(desktop.locator(".find kbd")).to_be_visible()
    expect(without.locator(".find input")).to_be_visible()
    expect(without.locator(".find kbd")).to_be_hidden()


@pytest.mark.parametrize("role", Role)
def test_the_role_of_who_looks_stands_on_one_line_and_whole(
    desktop: Page, live_server: LiveServer, role: Role
) -> None:
    sign_in(desktop, live_server, make_person("Maximiliane von Hohenstein-Waldburg", role))
    desktop.goto("/profile/")
    shown = desktop.locator(".side-me small")

    height, line, room, wanted = shown.evaluate(
        "e => [e.clientHeight, parseFloat(getComputedStyle(e).lineHeight), "
        "e.clientWidth, e.scrollWidth]"
    )

    expect(shown).to_have_text(role.label)
    assert height == line
    assert wanted <= room
