"""Commenting in a browser: people behind an @, the one field of an item."""

from __future__ import annotations

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
