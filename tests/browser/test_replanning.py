"""Re-planning: a date is typed and its effect is seen; the keyboard does all of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import Absence, User
from tests.browser.conftest import NewContext
from tests.factories.transitions import item_of, reread
from tests.support.browser import assert_accessible, sign_in
from transitions.plans.models import Transition


@pytest.fixture
def unfit(running: Transition, successor: User) -> Transition:
    """Priya is away until after the day of ownership, so two of her items do not fit."""
    Absence.objects.create(
        person=successor, starts_on=date(2026, 11, 24), ends_on=date(2026, 12, 9)
    )
    return running


def opened(page: Page, live_server: LiveServer, lead: User, transition: Transition) -> Page:
    sign_in(page, live_server, lead)
    page.goto(f"/transitions/{transition.pk}/")
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Re-plan…").first.click()
    return page


def test_a_typed_date_shows_what_it_moves_before_anything_is_saved(
    desktop: Page, live_server: LiveServer, lead: User, unfit: Transition
) -> None:
    page = opened(desktop, live_server, lead, unfit)
    expect(page.get_by_role("heading", name="These 2 items do not fit")).to_be_visible()
    assert_accessible(page)

    page.get_by_label("Ends").fill("2027-01-15")
    page.get_by_label("Ownership moves").fill("2026-12-16")
    expect(page.locator(".rp-sum")).to_contain_text("8 items move.")
    page.get_by_label("Ownership moves").fill("2026-12-13")
    expect(page.get_by_text("13 December is a Sunday.")).to_be_visible()
    page.get_by_role("button", name="Use Mon 14 Dec").click()
    expect(page.get_by_label("Ownership moves")).to_have_value("2026-12-14")

    assert reread(unfit).owns_on == date(2026, 12, 7)


def test_what_does_not_fit_is_set_aside_by_keyboard_alone(
    desktop: Page, live_server: LiveServer, lead: User, unfit: Transition
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(f"/transitions/{unfit.pk}/replan/")
    agenda = item_of(unfit, "Agree the agenda")
    choice = desktop.get_by_label(re.compile("What to do about .* Agree the agenda"))

    choice.focus()
    choice.press("s")  # “Set it aside”
    reason = desktop.get_by_label(re.compile("Why .* does not apply"))
    expect(reason).to_be_visible()
    expect(choice).to_be_focused()
    desktop.keyboard.press("Tab")
    desktop.keyboard.type("The client sets it")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_text("A choice is not complete")).to_be_hidden()
    desktop.get_by_role("button", name="Accept this plan").focus()
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_text("has a new plan")).to_be_visible()
    agenda.refresh_from_db()
    assert agenda.skip_reason == "The client sets it"


def reach(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until a control has the focus; each on the way stands in sight, above the bar."""
    bar = page.locator(".rp-acts")
    for _ in range(most):
        page.keyboard.press("Tab")
        if bar.count():
            assert page.evaluate(HIDDEN) is False
        if target.evaluate("control => control === document.activeElement"):
            return
    raise AssertionError(f"Tab does not come to {target}")


HIDDEN = """() => {
  const focused = document.activeElement, bar = document.querySelector(".rp-acts");
  if (bar.contains(focused) || focused === document.body) return false;
  const box = focused.getBoundingClientRect(), over = bar.getBoundingClientRect();
  return box.bottom > over.top && box.top < over.bottom && box.right > over.left;
}"""
"""Whether the bar at the bottom stands over what has the focus."""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_keyboard_alone_opens_dates_reads_chooses_and_accepts(
    new_context: NewContext,
    live_server: LiveServer,
    lead: User,
    unfit: Transition,
    size: tuple[int, int],
) -> None:
    page = new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    sign_in(page, live_server, lead)
    page.goto(f"/transitions/{unfit.pk}/")
    agenda = item_of(unfit, "Agree the agenda")
    said = page.get_by_role("status").filter(has_text="do not fit")

    reach(page, page.locator("summary", has_text="More"))
    page.keyboard.press("Enter")
    reach(page, page.locator(".menu-list").get_by_role("link", name="Re-plan…"))
    page.keyboard.press("Enter")
    reach(page, page.get_by_label("Ends"))
    page.keyboard.type("12222026")  # this Chromium asks for the month first
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ends")).to_have_value("2026-12-22")
    expect(said).to_have_text(re.compile("^5 items move, 2 do not fit. Not everybody is there"))
    choice = page.get_by_label(re.compile("What to do about .* Agree the agenda"))
    reach(page, choice)
    page.keyboard.type("Move")
    expect(choice).to_have_value("after")
    expect(page.get_by_text("Solved: ")).to_be_visible()
    expect(choice).to_be_focused()
    reach(page, page.get_by_role("button", name="Accept this plan"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("has a new plan")).to_be_visible()
    agenda.refresh_from_db()
    assert (agenda.due_on, agenda.is_gate) == (date(2026, 12, 10), False)
    assert reread(unfit).ends_on == date(2026, 12, 22)


def test_without_javascript_and_on_a_phone_a_button_shows_what_changes(
    new_context: NewContext, live_server: LiveServer, lead: User, unfit: Transition
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
    sign_in(page, live_server, lead)
    page.goto(f"/transitions/{unfit.pk}/replan/")

    page.get_by_label("For all without a choice").select_option("after")
    page.get_by_role("button", name="Show what changes").last.click()

    expect(page.get_by_role("heading", name="Everything fits")).to_be_visible()
    page.get_by_role("button", name="Accept this plan").click()
    expect(page.get_by_text("has a new plan")).to_be_visible()
    assert not item_of(unfit, "Agree the agenda").is_gate
