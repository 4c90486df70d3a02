"""The end of a handover by keyboard alone: the timeline, an override, the review, the next one."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW
from tests.support.browser import assert_accessible, reach, sign_in
from transitions.plans.models import GateOverride, Transition
from transitions.plans.operations import lifecycle, ownership
from transitions.review.models import Opinion


def set_aside(transition: Transition, by: User) -> None:
    """Close all that is required; “Brief the team” stays open."""
    for item in Item.objects.filter(checklist=transition.checklist_id, is_required=True):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=by, now=NOW)


def test_the_timeline_says_how_its_forecast_was_worked_out(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(running.get_absolute_url())

    reach(desktop, desktop.get_by_role("link", name="Timeline"))
    desktop.keyboard.press("Enter")
    reach(desktop, desktop.locator("summary", has_text="How this was worked out"))
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_text("The forecast changes no date.")).to_be_visible()
    assert_accessible(desktop)


def test_a_manager_moves_ownership_in_spite_of_the_gate_by_keyboard(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(f"{running.get_absolute_url()}ownership/")
    assert_accessible(desktop)

    reach(desktop, desktop.get_by_role("textbox", name="Why"))
    desktop.keyboard.type("The client cannot wait.")
    reach(desktop, desktop.get_by_role("button", name="Move ownership"))
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("heading", name="Brightwater Foods")).to_be_visible()
    expect(desktop).to_have_url(f"{live_server.url}{running.get_absolute_url()}")
    assert GateOverride.objects.get(transition=running).reason == "The client cannot wait."


def test_a_review_is_written_and_the_next_handover_begun_by_keyboard(
    running: Transition, desktop: Page, live_server: LiveServer, successor: User, lead: User
) -> None:
    set_aside(running, lead)
    ownership.move(running.pk, by=lead, now=NOW)
    Transition.objects.filter(pk=running.pk).update(lessons="Call early")
    lifecycle.complete(running.pk, by=lead, now=NOW)
    sign_in(desktop, live_server, successor)
    desktop.goto(f"{running.get_absolute_url()}review/")
    assert_accessible(desktop)

    reach(desktop, desktop.get_by_role("link", name="Say how it went"))
    desktop.keyboard.press("Enter")
    reach(desktop, desktop.get_by_role("combobox", name="How did this handover go?"))
    desktop.keyboard.type("4")
    reach(desktop, desktop.get_by_label("What went well?"))
    desktop.keyboard.type("Every question had its answer.")
    reach(desktop, desktop.get_by_role("button", name="Save"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Every question had its answer.")).to_be_visible()
    opinion = Opinion.objects.get()
    assert (opinion.person, opinion.rating) == (successor, 4)

    sign_in(desktop, live_server, lead)
    desktop.goto(f"{running.get_absolute_url()}review/")
    reach(desktop, desktop.get_by_role("link", name="Start the next transition of this account"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("checkbox", name="Carry them over")).to_be_checked()
    expect(desktop.get_by_text("Call early")).to_be_visible()
    expect(desktop.get_by_role("checkbox", name="Brief the team")).to_be_checked()
    assert_accessible(desktop)
