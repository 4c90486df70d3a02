"""The keys beside a dossier: both sign, the manager reads that and releases the move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.browser import assert_accessible_in_both_themes, sign_in


@pytest.mark.usefixtures("clock")
def test_both_sign_and_the_manager_releases_the_move(
    desktop: Page,
    new_context: Callable[[], BrowserContext],
    live_server: LiveServer,
    account: Account,
    successor: User,
    lead: User,
) -> None:
    found = make_transition(account=account, incoming=successor, manager=lead)
    tomas, priya, helena = desktop, new_context().new_page(), new_context().new_page()
    for page, person in ((tomas, account.owner), (priya, successor), (helena, lead)):
        sign_in(page, live_server, person)
        page.goto(f"/transitions/{found.pk}/dossier/")

    # What is written in a section renews the keys, so that they sign what stands there now.
    tomas.get_by_role("link", name="Add contract").click()
    tomas.get_by_role("textbox", name="Agreement").fill("Frame contract")
    with tomas.expect_response(lambda answer: answer.url.endswith("/dossier/keys/")):
        tomas.get_by_role("button", name="Add contract").click()
    tomas.get_by_role("button", name="I have handed over everything").press("Enter")
    expect(tomas.locator("#keys").get_by_text("Handed over everything on 24 Nov")).to_be_visible()
    expect(tomas.locator("#keys-top")).to_be_hidden()
    assert_accessible_in_both_themes(tomas)

    priya.reload()
    expect(priya.get_by_role("heading", name="Accept the dossier")).to_be_visible()
    expect(priya.get_by_role("button", name="Accept the dossier")).to_have_count(0)
    priya.get_by_role("link", name="Accept with reservations…").click()
    assert_accessible_in_both_themes(priya)
    priya.get_by_label("What do you not accept yet?").fill("The prices are missing.")
    priya.get_by_role("button", name="Accept with reservations").click()
    expect(
        priya.locator("#keys").get_by_text("Accepted with reservations on 24 Nov")
    ).to_be_visible()

    # The page that Helena opened before shows neither; it releases nothing.
    helena.get_by_role("button", name="Release the move").click()
    expect(helena.get_by_text("The dossier has changed since you opened the page.")).to_be_visible()
    expect(helena.get_by_text("The prices are missing.")).to_be_visible()
    assert_accessible_in_both_themes(helena)
    helena.get_by_role("button", name="Release the move").click()
    expect(helena.locator("#keys").get_by_text("Released on 24 Nov")).to_be_visible()

    priya.reload()
    priya.get_by_role("button", name="Take back the acceptance").click()
    expect(priya.locator("#keys").get_by_text("Have not accepted yet")).to_be_visible()
    expect(priya.locator("#keys").get_by_text("Has not released it yet")).to_be_visible()


@pytest.mark.usefixtures("clock")
def test_on_a_phone_who_has_signed_stands_above_all_sections(
    phone: Page, live_server: LiveServer, account: Account, successor: User, lead: User
) -> None:
    found = make_transition(account=account, incoming=successor, manager=lead)
    sign_in(phone, live_server, account.owner)
    phone.goto(f"/transitions/{found.pk}/dossier/")
    top = phone.locator("#keys-top")

    expect(top).to_contain_text("Has not accepted yet")
    expect(top).to_contain_text("0 of 12 sections accepted")
    assert_accessible_in_both_themes(phone)
    above = top.bounding_box()
    first = phone.locator(".ds-part").first.bounding_box()
    assert above and first and above["y"] < first["y"]
    top.get_by_role("link", name="Hand over the dossier").click()
    expect(phone.get_by_role("button", name="I have handed over everything")).to_be_in_viewport()
    phone.get_by_role("button", name="I have handed over everything").click()
    expect(top).to_contain_text("Handed over everything on 24 Nov")
