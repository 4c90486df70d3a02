"""The search box by keyboard and by finger, and pins by a click that comes twice."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.support.browser import assert_accessible, sign_in
from transitions.plans.models import Pin, Transition


def test_whoever_types_a_name_chooses_by_the_arrows_and_goes_there_by_enter(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User, owner: User
) -> None:
    AccountFactory.create(name="Brightside Paint", owner=owner)
    sign_in(desktop, live_server, lead)
    desktop.goto("/people/")
    box = desktop.get_by_role("combobox", name="Find accounts, contacts, transitions")

    desktop.keyboard.press("/")
    expect(box).to_be_focused()
    desktop.keyboard.type("bright")
    suggested = desktop.locator("#find-list")
    options = suggested.get_by_role("option")
    expect(options).to_have_count(3)
    expect(desktop.locator("#find-count")).to_have_text("3 suggestions")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_accessible(desktop)
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "find-accounts-2")
    desktop.keyboard.press("Escape")
    expect(suggested).to_be_hidden()
    expect(box).to_have_value("bright")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/search/?q=bright")

    desktop.keyboard.press("/")
    expect(options).to_have_count(3)
    desktop.keyboard.press("ArrowUp")
    expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**{running.get_absolute_url()}")


def test_on_a_phone_the_icon_leads_to_the_box_and_a_typo_to_what_was_meant(
    running: Transition, phone: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(phone, live_server, lead)
    phone.goto("/people/")

    phone.get_by_role("link", name="Search").tap()
    box = phone.get_by_role("combobox")
    expect(box).to_be_focused()
    box.press_sequentially("Brigthwater")

    expect(phone.get_by_text("Did you mean “brightwater”?")).to_be_visible()
    phone.get_by_role("option", name="Brightwater Foods").first.tap()
    phone.wait_for_url(re.compile(r"/accounts/\d+/$"))


def test_a_double_click_pins_once_and_the_sidebar_follows(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto("/transitions/")
    pin = desktop.get_by_role("button", name="Pin Brightwater Foods")

    pin.dblclick()

    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(pin).to_be_focused()
    link = desktop.get_by_role("link", name="Off track Brightwater Foods")
    expect(link).to_be_visible()
    assert Pin.objects.filter(person=lead).count() == 1
    assert_accessible(desktop)
    desktop.keyboard.press("Space")
    expect(pin).to_have_attribute("aria-pressed", "false")
    expect(link).to_have_count(0)
