"""What was changed is read, narrowed and taken along, in a browser."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.support.browser import assert_accessible_in_both_themes, sign_in


def test_a_manager_changes_an_account_and_reads_what_it_held_before(
    desktop: Page, live_server: LiveServer, account: Account, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(f"/accounts/{account.pk}/edit/")
    desktop.get_by_label("Tier").select_option("growth")
    desktop.locator("[name=region]").fill("West")
    desktop.get_by_role("button", name="Save").click()
    desktop.get_by_role("link", name="Changes").click()

    expect(desktop.get_by_role("row", name="Tier Key account Growth account")).to_be_visible()
    desktop.get_by_label("Field").select_option(label="Region")
    expect(desktop.get_by_role("row", name="Tier")).to_have_count(0)
    expect(desktop.get_by_role("row", name="Region")).to_contain_text("West")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_text("Export", exact=True).click()
    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith(f"changes-of-account-{account.pk}-")


def test_changes_are_found_with_the_keyboard_only(
    desktop: Page, live_server: LiveServer, owner: User, administrator: User
) -> None:
    sign_in(desktop, live_server, administrator)
    desktop.goto("/people/changes/")
    desktop.get_by_label("Find in the changes").focus()

    desktop.keyboard.type("eriksen")
    expect(desktop.get_by_role("row", name="Tomas Eriksen")).to_have_count(1)
    desktop.keyboard.press("Tab")
    desktop.keyboard.type("Team")
    expect(desktop.get_by_text("No change matches")).to_be_visible()
    expect(desktop.get_by_label("Kind")).to_be_focused()


def test_on_a_phone_who_was_changed_stands_level_with_the_value_beside(
    phone: Page, live_server: LiveServer, owner: User, administrator: User
) -> None:
    sign_in(phone, live_server, administrator)
    phone.goto("/people/changes/?q=eriksen")

    middles = phone.locator("tbody tr").first.evaluate(
        """row => ["audit-of a", "audit-value .muted"].map((one) => {
          const { top, bottom } = row.querySelector("." + one).getBoundingClientRect();
          return Math.round((top + bottom) / 2);
        })"""
    )

    assert middles[0] == middles[1]
