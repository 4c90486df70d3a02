"""The first visit, signing in and the profile, as a person and as a screen reader meets them."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.factories.people import PASSWORD
from tests.support.browser import (
    Console,
    assert_accessible,
    assert_accessible_in_both_themes,
    sign_in,
)


def test_the_first_administrator_sets_the_site_up(desktop: Page, transactional_db: None) -> None:
    desktop.goto("/welcome/")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("Your name").fill("Ada Berg")
    desktop.get_by_label("E-mail").fill("ada.berg@norvane.example")
    desktop.get_by_label("Password", exact=True).fill(PASSWORD)
    desktop.get_by_label("Password again").fill(PASSWORD)
    desktop.get_by_label("Country").select_option("AT")

    desktop.get_by_role("button", name="Set up Changeover").click()

    desktop.wait_for_url("**/dashboard/")
    assert User.objects.get().is_administrator


def test_a_mistake_at_the_sign_in_is_read_out_and_can_be_put_right(
    phone: Page, live_server: LiveServer, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    phone.goto("/")
    assert_accessible_in_both_themes(phone)
    phone.get_by_label("E-mail").fill(owner.email)
    phone.get_by_label("Password").fill("wrong")
    phone.get_by_role("button", name="Sign in", exact=True).click()

    expect(phone.get_by_role("alert").filter(has_text="do not belong together")).to_be_focused()
    assert_accessible(phone)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.wait_for_url("**/my-work/")


def test_the_summary_of_mistakes_leads_to_the_field(
    desktop: Page, live_server: LiveServer, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    sign_in(desktop, live_server, owner)
    desktop.goto("/profile/")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("Name", exact=True).fill("")
    desktop.get_by_role("button", name="Save profile").click()

    assert_accessible(desktop)
    desktop.get_by_role("link", name="Name: Fill this in.").click()
    expect(desktop.get_by_label("Name", exact=True)).to_be_focused()


def test_a_page_from_before_a_new_sign_in_can_still_be_sent(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/profile/")
    desktop.get_by_label("Position").fill("Senior KAM")
    desktop.context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": live_server.url}])

    desktop.get_by_role("button", name="Save profile").click()

    expect(desktop.get_by_text("Profile saved.")).to_be_visible()
    owner.refresh_from_db()
    assert owner.position == "Senior KAM"


def test_a_select_with_a_mistake_keeps_its_arrow(
    desktop: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto("/profile/")
    select = desktop.locator("select.form-select").first
    looks = "['background-image', 'background-position', 'background-size']"
    read = f"box => {looks}.map(name => getComputedStyle(box).getPropertyValue(name))"
    arrow, *place = select.evaluate(read)

    select.evaluate("box => box.classList.add('is-invalid')")

    assert "svg" in arrow
    assert select.evaluate(read) == [arrow, *place], "the arrow, where it was, and nothing else"
