"""The log of a transition by keyboard alone: an entry by hand, read and found again."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.support.browser import assert_accessible_in_both_themes, reach, sign_in
from transitions.plans.models import LogEntry, Transition


def test_an_entry_is_written_by_hand_and_found_by_its_kind_and_its_person(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User, successor: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(running.get_absolute_url())

    reach(desktop, desktop.get_by_role("link", name="Log", exact=True))
    desktop.keyboard.press("Enter")
    reach(desktop, desktop.get_by_role("link", name="Write an entry"))
    desktop.keyboard.press("Enter")
    reach(desktop, desktop.get_by_label("What happened?"))
    desktop.keyboard.type("Called the buyer")
    responsible = desktop.get_by_label("Who was responsible?")
    reach(desktop, responsible)
    desktop.keyboard.type("Priya")
    expect(responsible).to_have_value(str(successor.pk))
    reach(desktop, desktop.get_by_label("Notes"))
    desktop.keyboard.type("They are content.")
    reach(desktop, desktop.get_by_role("button", name="Write into the log"))
    desktop.keyboard.press("Enter")

    lines = desktop.locator("ol.log li")
    expect(lines.first).to_contain_text("Called the buyer")
    expect(lines.first).to_contain_text("They are content.")
    expect(lines.first).to_contain_text("Written by Helena Brandt.")
    before = lines.count()
    entry = LogEntry.objects.get(kind="manual")
    assert (entry.responsible, entry.written_by) == (successor, lead)

    reach(desktop, desktop.get_by_label("Kind"))
    desktop.keyboard.type("Written by hand")
    expect(lines).to_have_count(1)
    reach(desktop, desktop.get_by_label("Person"))
    desktop.keyboard.type("Priya")
    expect(desktop).to_have_url(re.compile(f"kind=manual&person={successor.pk}"))
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("Called the buyer")
    assert before > 1
    assert_accessible_in_both_themes(desktop)
