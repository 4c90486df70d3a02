"""A profile is written in place, with the keyboard only, and read by whoever takes over."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account, Ownership
from accounts.clients.operations.accounts import hand_to
from accounts.people.models import User
from accounts.profile.models import Contract, Document, Opening, Opportunity
from accounts.profile.operations import rapport, records
from accounts.profile.operations.records import Sent
from tests.factories.accounts import AccessFactory, ContactFactory
from tests.support.browser import (
    Console,
    assert_accessible,
    assert_accessible_in_both_themes,
    sign_in,
)


def test_a_row_is_added_changed_and_given_up_with_the_keyboard_only(
    desktop: Page, live_server: LiveServer, account: Account, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/accounts/{account.pk}/profile/")
    keys = desktop.keyboard
    add = desktop.get_by_role("link", name="Add contract")

    add.focus()
    keys.press("Enter")
    title = desktop.get_by_role("textbox", name="Agreement")
    expect(title).to_be_focused()
    keys.press("Enter")
    expect(desktop.get_by_role("alert").filter(has_text="Fill this in.")).to_be_focused()
    assert_accessible(desktop)

    title.focus()
    keys.type("Frame contract")
    keys.press("Enter")
    expect(desktop.get_by_role("status").filter(has_text="“Frame contract” added.")).to_be_visible()
    expect(add).to_be_focused()
    expect(desktop.get_by_text("What is Frame contract worth?")).to_be_visible()

    pen = desktop.get_by_role("link", name="Edit Frame contract")
    pen.focus()
    keys.press("Enter")
    expect(title).to_be_focused()
    desktop.get_by_role("textbox", name="Value a year").focus()
    keys.type("2,500,000")
    keys.press("Enter")
    expect(desktop.get_by_role("cell", name="€2,500,000")).to_be_visible()
    expect(pen).to_be_focused()

    keys.press("Enter")
    expect(title).to_be_focused()
    desktop.get_by_role("link", name="Cancel").focus()
    keys.press("Enter")
    expect(pen).to_be_focused()
    assert Contract.objects.get().version == 2
    assert_accessible_in_both_themes(desktop)


@pytest.mark.usefixtures("clock")
def test_what_is_typed_in_one_section_stays_while_another_is_saved(
    desktop: Page, live_server: LiveServer, account: Account, owner: User
) -> None:
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/accounts/{account.pk}/profile/")
    desktop.get_by_role("link", name="Add project").click()
    desktop.get_by_role("textbox", name="Project").fill("Linz cold store")

    desktop.get_by_role("link", name="Add opportunity").click()
    form = desktop.get_by_role("form", name="Add opportunity")
    form.get_by_role("textbox", name="Opportunity").fill("Return logistics")
    form.get_by_role("button", name="Add opportunity").click()

    expect(desktop.get_by_text("€0 open in 1 opportunity.")).to_be_visible()
    expect(desktop.get_by_role("textbox", name="Project")).to_have_value("Linz cold store")
    assert Opportunity.objects.get().title == "Return logistics"


def test_what_is_typed_stays_when_something_else_is_asked_of_its_section(
    desktop: Page, live_server: LiveServer, account: Account, owner: User
) -> None:
    plan = {"title": "Night plan", "location": "Shelf"}
    records.add(Document, account.pk, plan, Sent(owner, timezone.now()))
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/accounts/{account.pk}/profile/")
    add, title = (
        desktop.get_by_role("link", name="Add document"),
        desktop.get_by_role("textbox", name="Title"),
    )
    can = desktop.get_by_role("button", name="I can open Night plan")
    add.click()
    title.fill("Emergency plan")

    can.click()

    refused = desktop.get_by_text("Save or cancel what you are writing first.")
    expect(refused).to_be_visible()
    expect(title).to_have_value("Emergency plan")
    assert not Opening.objects.exists()

    desktop.get_by_role("link", name="Cancel").click()
    expect(title).to_have_count(0)
    add.click()
    expect(title).to_be_focused()
    can.click()  # nothing is typed that could be lost
    expect(desktop.get_by_text("Tomas can")).to_be_visible()


def test_a_contact_is_written_in_place_with_the_keyboard_only(
    desktop: Page, live_server: LiveServer, account: Account, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/accounts/{account.pk}/profile/")
    keys, people = desktop.keyboard, desktop.locator("#people")
    add = people.get_by_role("link", name="Add contact")

    add.focus()
    keys.press("Enter")
    name = people.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    keys.press("Enter")
    expect(desktop.get_by_role("alert").filter(has_text="Fill this in.")).to_be_focused()
    assert_accessible(desktop)
    name.focus()
    keys.type("Emil Varga")
    keys.press("Enter")
    expect(desktop.get_by_role("status").filter(has_text="Emil Varga added.")).to_be_visible()
    expect(add).to_be_focused()

    pen = people.get_by_role("link", name="Edit Emil Varga")
    pen.focus()
    keys.press("Enter")
    expect(name).to_be_focused()
    people.get_by_label("How well you know them").select_option("3")
    keys.press("Enter")
    expect(people.get_by_role("img", name="3 of 4 with you")).to_be_visible()
    expect(pen).to_be_focused()
    assert_accessible_in_both_themes(desktop)


def test_the_next_owner_is_led_to_judge_on_a_phone(
    phone: Page, live_server: LiveServer, account: Account, owner: User, successor: User
) -> None:
    contact = ContactFactory.create(account=account, influence="high", relationship=None)
    rapport.judge(account.pk, {contact.pk: 4}, Sent(owner, timezone.now()))
    Ownership.objects.create(account=account, person=owner, from_on=timezone.localdate())
    hand_to(account.pk, successor, timezone.localdate())
    sign_in(phone, live_server, successor)
    phone.goto(f"/accounts/{account.pk}/profile/")
    assert_accessible_in_both_themes(phone)

    phone.get_by_role("link", name="Say how well you know them").tap()
    phone.get_by_role("combobox", name=contact.name).select_option("2")
    phone.get_by_role("button", name="Save changes").tap()

    expect(phone.get_by_role("img", name="2 of 4 with you")).to_be_visible()
    expect(phone.get_by_role("link", name="Say how well you know them")).to_have_count(0)


def test_whoever_takes_over_says_how_well_they_know_the_people_on_a_phone(
    phone: Page, live_server: LiveServer, account: Account, owner: User, successor: User
) -> None:
    ContactFactory.create(account=account, name="Ulrike Sandmeer", influence="high", relationship=4)
    AccessFactory.create(account=account, person=successor)
    sign_in(phone, live_server, successor)
    phone.goto(f"/accounts/{account.pk}/profile/")

    phone.get_by_role("link", name="How well you know them").tap()
    phone.get_by_label("Ulrike Sandmeer").select_option("2")
    phone.get_by_role("button", name="Save changes").tap()

    expect(phone.get_by_role("img", name="2 of 4 with you")).to_be_visible()
    expect(phone.get_by_role("img", name="4 of 4 with Tomas")).to_be_visible()
    expect(phone.get_by_role("link", name="Add contract")).to_have_count(0)
    assert_accessible_in_both_themes(phone)
