"""Somebody's session ends under an open page: they are told in sight, and then everything works."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.factories.people import PASSWORD
from tests.factories.transitions import item_of
from tests.support.browser import Console, sign_in
from transitions.plans.models import Transition


@pytest.fixture
def scrolled(
    running: Transition, desktop: Page, live_server: LiveServer, owner: User, console: Console
) -> Page:
    """Tomas has an item open, far below the top of a low window."""
    console.allow("status of 40[19]|status of 422")
    desktop.set_viewport_size({"width": 1440, "height": 420})
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/transitions/{running.pk}/?item={item_of(running, 'Write the summary').pk}")
    desktop.get_by_label("Add a note").scroll_into_view_if_needed()
    return desktop


def send_note(page: Page, body: str) -> None:
    page.get_by_label("Add a note").fill(body)
    page.get_by_role("button", name="Add note").click()


def sign_in_in_a_new_tab(page: Page, person: User) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    tab = opened.value
    tab.get_by_label("E-mail").fill(person.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url("**/my-work/")
    tab.close()


def test_who_was_signed_out_is_told_in_sight(scrolled: Page) -> None:
    send_note(scrolled, " ")
    expect(scrolled.get_by_text("The note is empty")).to_be_visible()
    Session.objects.all().delete()

    send_note(scrolled, "Ask Emil first.")

    told = scrolled.get_by_role("alert").get_by_text("You were signed out.")
    expect(told).to_be_in_viewport()
    assert scrolled.evaluate("scrollY") > 0
    expect(scrolled.get_by_text("The note is empty")).to_have_count(0)
    expect(scrolled.get_by_label("Add a note")).to_have_value("Ask Emil first.")


def test_after_a_new_sign_in_the_open_page_goes_on(
    scrolled: Page, running: Transition, owner: User
) -> None:
    Session.objects.all().delete()
    send_note(scrolled, "Ask Emil first.")
    sign_in_in_a_new_tab(scrolled, owner)

    scrolled.get_by_role("checkbox", name="List the contacts").click()

    expect(scrolled.get_by_role("checkbox", name="List the contacts")).to_be_checked()
    expect(scrolled.get_by_role("alert")).to_be_empty()
    scrolled.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(scrolled.get_by_role("checkbox", name="List the contacts")).not_to_be_checked()
    scrolled.get_by_role("button", name="Add note").click()
    expect(scrolled.locator(".detail :is(.note, .is-note)")).to_contain_text("Ask Emil first.")
    assert item_of(running, "Write the summary").note_count == 1


def test_what_went_well_before_does_not_stand_beside_a_mistake(scrolled: Page) -> None:
    scrolled.get_by_role("checkbox", name="List the contacts").click()
    scrolled.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(scrolled.locator("#toasts")).to_contain_text("Opened again")

    send_note(scrolled, " ")

    expect(scrolled.get_by_text("The note is empty")).to_be_visible()
    expect(scrolled.locator("#toasts")).to_be_empty()


def test_what_can_be_undone_can_be_so_beside_a_mistake(scrolled: Page) -> None:
    scrolled.get_by_role("checkbox", name="List the contacts").click()
    expect(scrolled.locator("#toasts")).to_contain_text("Ticked")

    send_note(scrolled, " ")
    expect(scrolled.get_by_text("The note is empty")).to_be_visible()
    scrolled.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(scrolled.get_by_role("checkbox", name="List the contacts")).not_to_be_checked()
