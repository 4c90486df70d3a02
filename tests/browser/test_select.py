"""Many items at once: with the mouse, by keys alone, and on a phone without a script."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.factories.transitions import item_of
from tests.support.browser import Console, sign_in
from transitions.plans.models import Transition


def tab_to(page: Page, text: str) -> None:
    """Go on with the keyboard until the control with this text has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"“{text}” is not reached")


def test_items_are_selected_marked_done_and_taken_back_by_keys_alone(
    priyas: Page, running: Transition
) -> None:
    tab_to(priyas, "Select")
    priyas.keyboard.press("Enter")
    expect(priyas.get_by_role("heading", name="Select from my work")).to_be_visible()
    expect(priyas.locator("[data-pick-count]")).to_have_text("Select items first")
    for key in ("j", "x", "j", "x", "j", "x", "x"):
        priyas.keyboard.press(key)
    expect(priyas.locator("[data-pick-count]")).to_have_text("2 selected")
    tab_to(priyas, "Mark done…")
    priyas.keyboard.press("Enter")
    expect(priyas.get_by_role("heading", name="Mark done: 2 items")).to_be_visible()
    tab_to(priyas, "Mark 2 items done")
    priyas.keyboard.press("Enter")
    expect(priyas.locator("#toasts")).to_contain_text("Marked 2 items done")
    assert item_of(running, "Meet the client").is_done

    priyas.keyboard.press("z")

    expect(priyas.locator("#toasts")).to_contain_text("Opened 2 items again")
    assert item_of(running, "Meet the client").is_open


def test_a_range_stays_selected_while_the_list_is_filtered_and_moves_after_a_preview(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto("/items/")
    desktop.get_by_role("link", name="Select", exact=True).click()
    count, boxes = desktop.locator("[data-pick-count]"), desktop.locator("[data-pick]")
    expect(count).to_have_text("Select items first")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(count).to_have_text("3 selected")
    desktop.get_by_label("Find by item, account, person or reference").fill("agenda")
    expect(boxes).to_have_count(1)
    boxes.nth(0).check()
    expect(count).to_have_text("4 selected")
    desktop.keyboard.press("Escape")
    expect(count).to_have_text("Select items first")
    boxes.nth(0).check()
    desktop.get_by_role("button", name="Move…").click()
    desktop.get_by_label("By how many working days?").fill("1")
    desktop.get_by_role("button", name="Preview", exact=True).click()
    expect(desktop.locator("#preview")).to_contain_text("Tue 24 Nov")
    expect(desktop.locator("#preview")).to_contain_text("Wed 25 Nov")

    desktop.get_by_role("button", name="Move 1 item").click()

    expect(desktop.locator("#toasts")).to_contain_text("Moved 1 item by 1 working day")
    assert f"{item_of(running, 'Agree the agenda').due_on}" == "2026-11-25"


def test_a_phone_without_a_script_sets_items_aside(
    running: Transition,
    new_context: NewContext,
    live_server: LiveServer,
    lead: User,
    console: Console,
) -> None:
    console.allow("status of 422")
    context = new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, live_server, lead)
    page.goto(f"/transitions/{running.pk}/")
    page.get_by_role("link", name="Select", exact=True).click()
    page.get_by_label("Brief the team").check()
    page.get_by_label("List the contacts").check()
    page.get_by_role("button", name="Not applicable…").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".invalid-feedback")).to_have_text("Say why these items do not apply.")
    page.get_by_label("Why do they not apply?").fill("Known already")
    page.get_by_role("button", name="Preview").click()

    page.get_by_role("button", name="Set 2 items aside").click()

    expect(page.locator("#toasts")).to_contain_text("Set 2 items aside")
    assert item_of(running, "Brief the team").skip_reason == "Known already"
