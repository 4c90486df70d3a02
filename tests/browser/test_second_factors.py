"""Second factors in a real browser: passkeys of a device, codes of an app, their pages."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import SecurityEvent, User
from tests.factories.people import PASSWORD
from tests.support.browser import (
    Console,
    assert_accessible,
    assert_accessible_in_both_themes,
)
from tests.support.codes import code, give_app, give_passkey, give_recovery_codes

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def laptop(page: Page) -> Page:
    """A page on a device that keeps passkeys and whose owner always confirms."""
    give_device(page)
    return page


def give_device(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def password(page: Page, person: User) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/auth/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/auth/login/"))


def add_passkey(page: Page, name: str = "Laptop") -> None:
    page.goto("/auth/passkeys/add/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add passkey").click()
    page.wait_for_url("**/auth/second-factor/codes/")


def test_a_passkey_is_added_and_signs_in_on_its_own(
    laptop: Page, live_server: LiveServer, owner: User
) -> None:
    laptop.goto("/auth/login/?next=/profile/")
    password(laptop, owner)
    laptop.wait_for_url(f"{live_server.url}/profile/")
    add_passkey(laptop)
    with laptop.expect_download() as saved:
        laptop.get_by_role("link", name="Save as a file").click()
    codes = saved.value.path().read_text().split()
    sign_out(laptop)

    laptop.goto("/auth/login/?next=/accounts/")
    laptop.get_by_role("button", name="Sign in with a passkey").click()

    laptop.wait_for_url(f"{live_server.url}/accounts/")
    assert len(codes) == 10
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None
    newest = SecurityEvent.objects.filter(kind="signed_in").first()
    assert newest is not None
    assert (newest.person, newest.details) == (owner, "Passkey")


def test_a_passkey_is_the_second_step_after_a_password(laptop: Page, owner: User) -> None:
    laptop.goto("/auth/login/")
    password(laptop, owner)
    laptop.wait_for_url("**/my-work/")
    add_passkey(laptop)
    sign_out(laptop)

    laptop.goto("/auth/login/")
    password(laptop, owner)
    expect(laptop.get_by_label("Recovery code")).to_be_visible()
    expect(laptop.get_by_text("authenticator app")).to_have_count(0)
    assert_accessible_in_both_themes(laptop)
    laptop.get_by_role("button", name="Use a passkey").click()

    laptop.wait_for_url("**/my-work/")


def test_a_passkey_confirms_who_it_is_before_a_change(
    laptop: Page, owner: User, settings: Settings
) -> None:
    laptop.goto("/auth/login/")
    password(laptop, owner)
    laptop.wait_for_url("**/my-work/")
    add_passkey(laptop)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1  # the sign-in was a while ago
    laptop.goto("/auth/second-factor/app/")
    assert_accessible_in_both_themes(laptop)
    laptop.get_by_role("link", name="Use a passkey instead").click()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert_accessible(laptop)

    laptop.get_by_role("button", name="Use a passkey").click()

    expect(laptop.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()


def test_an_unknown_passkey_is_told_so_and_kept_in_the_audit(laptop: Page, owner: User) -> None:
    laptop.goto("/auth/login/")
    password(laptop, owner)
    laptop.wait_for_url("**/my-work/")
    add_passkey(laptop)
    sign_out(laptop)
    Authenticator.objects.all().delete()

    laptop.get_by_role("button", name="Sign in with a passkey").click()

    expect(laptop.get_by_text("This passkey is not known here")).to_be_visible()
    assert SecurityEvent.objects.filter(kind="refused", details="Unknown passkey").count() == 1


def test_a_device_without_a_passkey_says_what_to_do(page: Page, owner: User) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": False}})
    page.goto("/auth/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert").filter(has_text="Nothing was confirmed")).to_be_visible()
    assert_accessible(page)


def test_an_app_is_set_up_and_asked_for_with_the_keyboard_alone(
    desktop: Page, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    desktop.goto("/auth/login/")
    desktop.get_by_label("E-mail").focus()
    desktop.keyboard.type(owner.email)
    desktop.keyboard.press("Tab")
    desktop.keyboard.type(PASSWORD)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/my-work/")
    desktop.goto("/auth/second-factor/app/")
    desktop.get_by_text("Type it instead").focus()
    desktop.keyboard.press("Enter")
    secret = desktop.locator(".sec-key").inner_text()
    groups = [group.bounding_box() for group in desktop.locator(".sec-key span").all()]
    assert [
        one["x"] + one["width"] + 4 < two["x"] for one, two in pairwise(groups) if one and two
    ] == [True] * 7
    desktop.keyboard.press("Tab")
    used = code(secret)
    desktop.keyboard.type(used)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/codes/")
    sign_out(desktop)

    password(desktop, owner)
    desktop.get_by_label("Code").fill(used)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("alert").filter(has_text="has been used")).to_be_focused()
    assert_accessible(desktop)
    desktop.get_by_label("Code").fill(code(secret, 1))
    desktop.keyboard.press("Enter")

    desktop.wait_for_url("**/my-work/")


def test_every_page_about_signing_in_is_accessible_and_fits_a_phone(
    phone: Page, live_server: LiveServer, administrator: User, owner: User
) -> None:
    phone.goto("/auth/login/")
    password(phone, administrator)
    phone.wait_for_url("**/dashboard/")
    give_app(owner)
    give_passkey(owner)
    shown_once = ["/auth/second-factor/app/", "/auth/passkeys/add/"]
    addresses = [*shown_once, f"/people/{owner.pk}/second-factor/", "/people/sign-ins/"]
    too_wide = [address for address in addresses if not fits(phone, address)]
    passkey = give_passkey(administrator)
    give_app(administrator)
    give_recovery_codes(administrator)
    addresses = [
        "/profile/security/",
        "/auth/second-factor/codes/",
        "/auth/second-factor/codes/new/",
        "/auth/second-factor/app/remove/",
        f"/auth/passkeys/{passkey.pk}/",
        f"/auth/passkeys/{passkey.pk}/remove/",
        "/auth/password/change/",
        "/auth/cancelled/",
    ]
    too_wide += [address for address in addresses if not fits(phone, address)]

    assert too_wide == []


def fits(page: Page, address: str) -> bool:
    page.goto(address)
    assert_accessible_in_both_themes(page)
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= 390


def test_who_needs_a_second_factor_is_led_to_one_and_then_on(
    laptop: Page, lead: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = ["manager"]
    laptop.goto("/auth/login/?next=/reports/")
    password(laptop, lead)
    laptop.wait_for_url("**/auth/second-factor/")
    assert_accessible_in_both_themes(laptop)
    laptop.get_by_role("link", name="Add a passkey").click()
    laptop.get_by_label("Name").fill("Laptop")
    laptop.get_by_role("button", name="Add passkey").click()
    expect(laptop.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    laptop.get_by_role("link", name="I have kept them").click()

    laptop.wait_for_url("**/reports/")
    expect(laptop.get_by_text("Your sign-in is protected now.")).to_be_visible()


def test_other_browsers_are_signed_out_from_the_page(
    desktop: Page, live_server: LiveServer, owner: User, new_context: object
) -> None:
    other = new_context().new_page()  # type: ignore[operator]
    for page in (other, desktop):
        page.goto("/auth/login/")
        password(page, owner)
        page.wait_for_url("**/my-work/")
    desktop.goto("/profile/security/")

    desktop.get_by_role("button", name="Sign out everywhere else").click()

    expect(desktop.get_by_text("1 other browser signed out.")).to_be_visible()
    other.goto("/profile/")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
