"""The page for a new transition: dates that are put right one by one, and the way back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from config.lib.workdays import ONE_DAY
from tests.browser.conftest import NewContext
from tests.support.browser import Console, assert_accessible, sign_in
from transitions.plans.models import Transition

NEW = "/transitions/new/"


@pytest.fixture
def page_of_helena(
    desktop: Page,
    live_server: LiveServer,
    lead: User,
    successor: User,
    account: Account,
    calendar: Calendar,
) -> Page:
    call_command("load_templates", verbosity=0)
    sign_in(desktop, live_server, lead)
    desktop.goto(NEW)
    return desktop


def answer(page: Page) -> None:
    page.get_by_role("combobox", name="Account", exact=True).select_option(
        label="Brightwater Foods"
    )
    page.get_by_role("radio", name="KAM leaves").check()
    page.get_by_role("radio", name=re.compile("Priya Raman")).check()


def create(page: Page) -> None:
    page.get_by_role("button", name="Create transition").click()


def test_wrong_dates_are_said_together_and_leave_one_by_one(
    page_of_helena: Page, calendar: Calendar, console: Console
) -> None:
    console.allow("status of 422")
    page, today = page_of_helena, timezone.localdate()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7)
    answer(page)
    starts, owns = page.get_by_label("Starts"), page.get_by_label("Ownership moves")
    expect(page.locator("#owns_on-group")).to_contain_text("From the template.")
    # A stretched text box or an extension leaves a style behind; a swap must not copy it.
    page.evaluate("document.getElementById('schedule-h').style.minHeight = '30px'")
    starts.fill(saturday.isoformat())
    owns.fill((saturday - ONE_DAY).isoformat())
    create(page)

    expect(page.get_by_role("alert").filter(has_text="Two answers need a change")).to_be_focused()
    expect(page.locator("#schedule")).to_contain_text("Shown as if it started")
    expect(page.locator("#owns_on-group")).not_to_contain_text("From the template.")
    assert_accessible(page)

    monday = calendar.work_calendar().next_working(saturday)
    starts.fill(monday.isoformat())

    expect(page.locator("#mistakes")).to_contain_text("One answer needs a change")
    expect(page.locator("#id_starts_on_notes")).to_be_empty()
    assert starts.get_attribute("aria-invalid") is None
    expect(owns).to_have_attribute("aria-invalid", "true")

    owns.fill((monday + timedelta(days=42)).isoformat())
    page.get_by_label("Ends").fill((monday + timedelta(days=63)).isoformat())

    expect(page.locator("#id_owns_on_notes")).to_contain_text("Your own date.")
    assert_accessible(page)


def test_a_new_schedule_leaves_the_mistakes_of_other_answers(
    page_of_helena: Page, console: Console
) -> None:
    console.allow("status of 422")
    page = page_of_helena
    answer(page)
    reason = page.get_by_label("What the client will read")
    reason.evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'a'.repeat(301) }"
    )
    create(page)
    expect(page.locator("#id_client_reason_notes")).to_contain_text("At most 300 characters")

    with page.expect_response(re.compile("/preview/")):
        page.get_by_label("Starts").fill((timezone.localdate() + timedelta(days=7)).isoformat())

    expect(page.locator("#id_client_reason_notes")).to_contain_text("At most 300 characters")
    expect(reason).to_have_attribute("aria-invalid", "true")


def test_going_back_after_creating_leads_to_what_was_made(
    page_of_helena: Page, console: Console
) -> None:
    console.allow("status of 422")
    page = page_of_helena
    answer(page)
    expect(page.locator("#acts")).to_contain_text("Create transition")
    create(page)
    page.wait_for_url(re.compile(r"/transitions/\d+/$"))
    expect(page.get_by_text("The transition of Brightwater Foods has started.")).to_be_visible()

    page.go_back()
    expect(page.get_by_role("combobox", name="Account", exact=True)).to_have_value(
        re.compile(r"\d+")
    )
    create(page)

    expect(page.locator("#id_account_notes")).to_contain_text("is in transition already.")
    expect(page.locator("#schedule")).to_contain_text("nothing to plan")
    page.get_by_role("link", name="Open the running transition", exact=True).last.click()
    page.wait_for_url(f"**{Transition.objects.get().get_absolute_url()}")


def test_transitions_stand_as_cards_on_a_phone(
    phone: Page, live_server: LiveServer, page_of_helena: Page, lead: User
) -> None:
    answer(page_of_helena)
    create(page_of_helena)
    page_of_helena.wait_for_url(re.compile(r"/transitions/\d+/$"))
    sign_in(phone, live_server, lead)

    for address in ("/transitions/", "/dashboard/?show=all"):
        phone.goto(address)
        for label in ("Stage", "Progress", "Next due", "Working days left"):
            cell = phone.locator(f'td[data-label="{label}"]').first
            box = cell.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
        assert_accessible(phone)


RIGHT = "one => one.getBoundingClientRect().right"
TOO_WIDE = f"""labels => {{
  const right = {RIGHT};
  return labels.filter(one => right(one) > right(one.parentElement)).map(one => one.textContent);
}}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_names_of_stages_keep_to_their_day_in_the_calendar(
    page_of_helena: Page, width: int
) -> None:
    page_of_helena.set_viewport_size({"width": width, "height": 900})
    answer(page_of_helena)
    names = page_of_helena.locator(".calx td b")

    expect(names).to_have_text(["Prepare", "Transfer", "Introduce", "Stabilise", "Close"])

    assert names.evaluate_all(TOO_WIDE) == []


def test_without_a_script_the_schedule_is_not_called_live_and_one_button_shows_it(
    page_of_helena: Page, new_context: NewContext, live_server: LiveServer, lead: User
) -> None:
    without = new_context(java_script_enabled=False).new_page()
    sign_in(without, live_server, lead)
    without.goto(NEW)

    expect(page_of_helena.get_by_text("Live", exact=True)).to_be_visible()
    expect(without.get_by_text("Live", exact=True)).to_be_hidden()
    expect(without.get_by_role("button", name="Show the schedule")).to_have_count(1)
