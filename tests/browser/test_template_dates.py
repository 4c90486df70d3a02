"""The dates of a template follow what somebody types; without a script a button shows them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import Calendar, User
from checklists.library.models import Template
from tests.browser.conftest import NewContext
from tests.factories.templates import make_template
from tests.support.browser import assert_accessible, sign_in


@pytest.fixture
def template(transactional_db: None, calendar: Calendar) -> Template:
    return make_template(name="Transfer")


def test_dates_follow_what_is_typed_and_the_keyboard_stays(
    template: Template, desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto(template.get_absolute_url())
    dates = desktop.locator("#dates")
    dates.evaluate("each => each.scrollIntoView()")
    starts, owns = dates.get_by_label("Starts"), dates.get_by_label("Ownership moves")
    expect(starts).to_be_visible()
    expect(dates.get_by_role("button")).to_have_count(0)

    starts.fill("2027-01-11")

    expect(owns).to_have_value("2027-02-15")
    expect(starts).to_be_focused()
    expect(dates.get_by_role("status")).to_contain_text("5 items")

    owns.fill("2027-01-08")
    expect(dates.locator("#id_owns_on_error")).to_contain_text("Must be after the start.")
    expect(owns).to_be_focused()
    expect(owns).to_have_attribute("aria-describedby", "id_owns_on_error id_owns_on_helptext")
    expect(dates.get_by_role("status")).to_contain_text("Shown as if ownership moved")
    assert_accessible(desktop)

    owns.fill("2027-02-14")
    repair = dates.get_by_role("button", name="Use Mon 15 Feb")
    expect(repair).to_have_css("text-decoration-line", "underline")

    account = dates.get_by_label("For an account, if you like")
    account.press_sequentially("Wolfram")
    expect(dates.get_by_text("You see no account that is called “Wolfram”.")).to_be_visible()
    expect(account).to_be_focused()


def test_without_a_script_a_button_shows_the_dates(
    template: Template, new_context: NewContext, live_server: LiveServer, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, owner)
    page.goto(template.get_absolute_url())
    page.get_by_role("link", name="Show the date of every item").click()

    page.get_by_label("Starts").fill("2027-01-11")
    page.get_by_role("button", name="Show the dates").click()

    expect(page.get_by_label("Ownership moves")).to_have_value("2027-02-15")
