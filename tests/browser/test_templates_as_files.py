"""A template comes in from a file and is published; a running handover moves to it, by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from checklists.library.queries.stored import stored_plan
from checklists.library.rules import written_file
from tests.factories.transitions import item_of
from tests.support.browser import Console, assert_accessible, reach, sign_in
from transitions.plans.models import Transition


def test_a_file_is_refused_whole_then_kept_published_and_taken_by_a_running_handover(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User, console: Console
) -> None:
    console.allow("status of 422")
    file = written_file.write(stored_plan(running.template), schema="x")
    better = file.replace("Brief the team", "Brief the whole team")
    sign_in(desktop, live_server, lead)
    desktop.goto("/templates/import/")
    text, look = (
        desktop.get_by_label("Or paste it"),
        desktop.get_by_role("button", name="Show what"),
    )

    text.fill(better.replace("role: manager", "role: boss", 1))
    reach(desktop, look)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("role is “boss”")).to_be_visible()
    assert_accessible(desktop)

    text.fill(better)
    reach(desktop, look)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Brief the whole team").first).to_be_visible()
    reach(desktop, desktop.get_by_role("button", name="Keep"))
    desktop.keyboard.press("Enter")
    reach(desktop, desktop.get_by_role("button", name="Publish"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("link", name="Start a transition with it")).to_be_visible()

    desktop.goto(f"{running.get_absolute_url()}version/")
    assert_accessible(desktop)
    reach(desktop, desktop.get_by_role("button", name="Move to version 2"))
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(f"{live_server.url}{running.get_absolute_url()}")
    assert item_of(running, "Brief the whole team").is_open
