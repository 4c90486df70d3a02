"""Commenting in a browser: people behind an @, the one field of an item."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from checklists.runs.models import Note
from tests.factories.transitions import item_of
from tests.support.browser import (
    Console,
    assert_accessible_in_both_themes,
    sign_in,
    wait_for_parts,
)
from transitions.comments.models import Comment
from transitions.plans.models import Transition


def test_somebody_is_mentioned_by_keyboard_alone(
    running: Transition, page: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/comments/")
    field = page.get_by_label("Write a comment")

    field.focus()
    page.keyboard.type("Thanks @r")
    expect(page.get_by_role("option", name="Priya Raman")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("am")
    expect(page.get_by_role("option", name="Priya Raman")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(field).to_have_value("Thanks @Priya Raman ")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Comment")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".talk-w")).to_have_text("Thanks @Priya Raman")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    assert_accessible_in_both_themes(page)


def test_an_item_has_one_field_for_notes_and_comments(
    running: Transition, page: Page, live_server: LiveServer, owner: User, console: Console
) -> None:
    console.allow("422")
    item = item_of(running, "Write the summary")
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/?item={item.pk}")
    wait_for_parts(page)
    row = page.locator(f"#item-{item.pk}")
    field = row.get_by_label("Add a note or a comment")

    field.fill("Hello @Nobody")
    row.get_by_role("button", name="Comment").click()
    expect(row.get_by_text("Nobody here is called “@Nobody”")).to_be_visible()
    expect(field).to_have_value("Hello @Nobody")
    field.fill("Just talk")
    row.get_by_role("button", name="Comment").click()
    expect(row.locator(".talk-w")).to_have_text("Just talk")
    expect(field).to_have_value("")
    field.fill("It is in the dossier")
    row.get_by_role("button", name="Add note").click()

    expect(row.locator(".talk-w")).to_have_text(["It is in the dossier", "Just talk"])
    assert (Comment.objects.get().body, Note.objects.get().body) == (
        "Just talk",
        "It is in the dossier",
    )


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_keys_send_a_comment_and_the_tab_counts_it(
    running: Transition, page: Page, live_server: LiveServer, owner: User, keys: str
) -> None:
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/comments/")
    field = page.get_by_label("Write a comment")
    expect(page.get_by_text("Ctrl+Enter sends it, on a Mac ⌘+Enter.")).to_be_visible()

    field.focus()
    page.keyboard.type("First line")
    page.keyboard.press("Enter")
    page.keyboard.type("and thanks @Priya")
    expect(page.get_by_role("option", name="Priya Raman")).to_be_visible()
    page.keyboard.press(keys)

    expect(page.locator(".talk-w")).to_contain_text("and thanks @Priya Raman")
    tab = page.get_by_role("navigation", name="Transition").get_by_role("link", name="Comments")
    expect(tab).to_have_text("Comments1")
    expect(field).to_be_focused()


def test_keys_add_a_note_to_an_item_and_its_comment_is_counted_on_the_tab(
    running: Transition, page: Page, live_server: LiveServer, owner: User
) -> None:
    item = item_of(running, "Write the summary")
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/?item={item.pk}")
    wait_for_parts(page)
    row = page.locator(f"#item-{item.pk}")
    field = row.get_by_label("Add a note or a comment")

    field.fill("It is in the dossier")
    field.press("Control+Enter")
    expect(row.locator(".talk-w")).to_have_text("It is in the dossier")
    field.fill("Just talk")
    row.get_by_role("button", name="Comment").click()
    expect(row.locator(".talk-w")).to_have_text(["It is in the dossier", "Just talk"])

    field.focus()
    page.keyboard.type("Look @ram")
    expect(row.locator(".offers").get_by_role("option", name="Priya Raman")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(row.locator(".talk-w")).to_have_text(
        ["It is in the dossier", "Look @Priya Raman", "Just talk"]
    )

    tabs = page.get_by_role("navigation", name="Transition")
    expect(tabs.get_by_role("link", name="Comments")).to_have_text("Comments2")
    expect(tabs.get_by_role("link", name="Checklist")).to_have_attribute("aria-current", "page")
    assert Note.objects.get().body == "It is in the dossier"
    assert Comment.objects.count() == 2


def test_the_open_tab_stays_in_sight_on_a_phone_when_its_number_follows(
    running: Transition, page: Page, live_server: LiveServer, owner: User
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/comments/")
    strip = page.get_by_role("navigation", name="Transition")
    before = strip.evaluate("strip => strip.scrollLeft")

    page.get_by_label("Write a comment").fill("Hello")
    page.get_by_role("button", name="Comment").click()

    expect(strip.get_by_role("link", name="Comments")).to_have_text("Comments1")
    expect(strip.get_by_role("link", name="Comments")).to_be_in_viewport(ratio=1)
    assert before > 0
