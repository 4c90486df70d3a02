"""A plan is written in place, with the keyboard only, kept as a version, and read on a phone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from accounts.strategy.models import Diagnosis, Goal, PlanPaper
from tests.support.browser import assert_accessible_in_both_themes, sign_in

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def test_a_goal_is_planned_and_the_plan_frozen_and_wanted_on_a_page_with_the_keyboard_only(
    desktop: Page, live_server: LiveServer, account: Account, owner: User
) -> None:
    for day, score in ((date(2026, 1, 12), 55), (date(2026, 7, 2), 70)):
        values = {"taken_on": day, "score": score, "share_of_wallet": score - 20}
        records.add(Diagnosis, account.pk, values, Sent(owner, NOW))
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/accounts/{account.pk}/plan/")
    keys = desktop.keyboard
    expect(desktop.get_by_role("img", name="The relationship over time")).to_be_visible()

    add = desktop.get_by_role("link", name="Add goal")
    add.focus()
    keys.press("Enter")
    expect(desktop.get_by_role("textbox", name="Goal")).to_be_focused()
    keys.type("Grow with them")
    keys.press("Enter")
    expect(desktop.get_by_role("status").filter(has_text="“Grow with them” added.")).to_be_visible()
    expect(add).to_be_focused()
    expect(desktop.get_by_text("until when: Grow with them?")).to_be_visible()

    desktop.get_by_role("button", name="Make a PDF").focus()
    keys.press("Enter")
    expect(desktop.get_by_text("The PDF waits for a free worker.")).to_be_visible()
    assert PlanPaper.objects.get().requested_by == owner
    desktop.get_by_role("button", name="Freeze this version").focus()
    keys.press("Enter")
    expect(desktop.get_by_text("Version 1 was kept on")).to_be_visible()
    assert_accessible_in_both_themes(desktop)

    desktop.get_by_role("link", name="What changed since").focus()
    keys.press("Enter")
    expect(desktop.get_by_text("Both say the same.")).to_be_visible()
    assert_accessible_in_both_themes(desktop)
    assert Goal.objects.get().title == "Grow with them"
