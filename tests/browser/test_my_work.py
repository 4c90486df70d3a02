"""My work from the keyboard, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.factories.transitions import item_of
from tests.support.browser import Console, sign_in
from transitions.plans.models import Transition


def test_j_and_k_move_the_focus_from_row_to_row(priyas: Page) -> None:
    titles = []

    for key in "jjjjk":
        priyas.keyboard.press(key)
        titles.append(priyas.evaluate("document.activeElement.textContent.trim()"))

    assert titles == [
        "Agree the agenda",
        "Meet the client",
        "Call the client alone",
        "Call the client alone",
        "Meet the client",
    ]


def test_x_ticks_and_z_takes_it_back(priyas: Page, running: Transition) -> None:
    priyas.keyboard.press("j")
    priyas.keyboard.press("x")
    box = priyas.get_by_role("checkbox", name="Agree the agenda")
    expect(box).to_be_checked()
    expect(priyas.locator("[data-open]", has_text="Agree the agenda")).to_be_focused()
    assert not item_of(running, "Agree the agenda").is_open

    priyas.keyboard.press("z")

    expect(box).not_to_be_checked()
    assert item_of(running, "Agree the agenda").is_open


def test_x_on_a_blocked_row_says_what_it_waits_for(priyas: Page) -> None:
    priyas.keyboard.press("j")
    priyas.keyboard.press("j")
    priyas.keyboard.press("x")

    expect(priyas.locator("#toasts")).to_contain_text("Waits for you: Agree the agenda")
    expect(priyas.locator("[data-open]", has_text="Meet the client")).to_be_focused()


@pytest.mark.parametrize("key", ["z", "j", "k"])
def test_a_refused_tick_is_told_until_the_next_key(
    key: str,
    running: Transition,
    desktop: Page,
    live_server: LiveServer,
    owner: User,
    console: Console,
) -> None:
    console.allow("status of 409")
    sign_in(desktop, live_server, owner)
    desktop.goto("/my-work/")
    desktop.locator("[data-open]", has_text="Write the summary").focus()
    desktop.keyboard.press("x")
    refusal = desktop.locator("#alerts .note-b")
    expect(refusal).to_contain_text("A note proves this item.")

    desktop.keyboard.press("Tab")
    expect(refusal).to_be_visible()
    desktop.keyboard.press(key)

    expect(refusal).to_have_count(0)


def test_n_opens_the_item_with_the_focus_in_the_note(priyas: Page) -> None:
    priyas.keyboard.press("j")
    priyas.keyboard.press("n")

    priyas.wait_for_url("**/transitions/**")
    expect(priyas.get_by_label("Add a note")).to_be_focused()


def test_enter_opens_the_item(priyas: Page, running: Transition) -> None:
    priyas.keyboard.press("j")
    priyas.keyboard.press("Enter")

    priyas.wait_for_url("**/transitions/**")
    expect(priyas.locator(".item.openx .item-t")).to_contain_text("Agree the agenda")


def test_a_key_inside_a_field_is_a_letter(priyas: Page) -> None:
    priyas.get_by_label("Find in my work").press_sequentially("jxn")

    expect(priyas.get_by_label("Find in my work")).to_have_value("jxn")
    expect(priyas).to_have_url(re.compile("/my-work/$"))


def test_without_a_script_a_tick_offers_undo_and_keeps_the_filter(
    running: Transition, new_context: NewContext, live_server: LiveServer, successor: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, successor)
    page.goto("/my-work/?stage=introduce")
    page.get_by_role("checkbox", name="Agree the agenda").click()
    assert not item_of(running, "Agree the agenda").is_open

    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.get_by_role("checkbox", name="Agree the agenda")).not_to_be_checked()
    expect(page).to_have_url(re.compile(r"/my-work/\?stage=introduce$"))
    assert item_of(running, "Agree the agenda").is_open


def test_after_a_tick_all_numbers_and_marks_on_the_page_agree(
    priyas: Page, running: Transition
) -> None:
    page, mark = priyas, f".hof-{running.pk}"
    page.get_by_role("checkbox", name="Agree the agenda").click()
    expect(page.get_by_role("checkbox", name="Agree the agenda")).to_be_checked()

    expect(page.locator("#nav-work")).to_have_text("2 open items")
    expect(page.locator("#work-tabs a[aria-current] .n")).to_have_text("2")
    expect(page.locator(f"{mark} .health")).to_have_count(3)
    in_rail = page.locator("#work-rail .health").first.get_attribute("class")
    rows = page.locator(f"{mark} .health").all()
    assert {row.get_attribute("class") for row in rows} == {in_rail}


def test_the_keys_are_named_only_where_a_script_listens_to_them(
    priyas: Page, new_context: NewContext, live_server: LiveServer, successor: User
) -> None:
    without = new_context(java_script_enabled=False).new_page()
    sign_in(without, live_server, successor)
    without.goto("/my-work/")

    expect(priyas.locator("#keys")).to_be_visible()
    expect(without.locator("#keys")).to_be_hidden()
