"""Who takes over decides about each promise, and the client hears of what is declined."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Commitment
from tests.factories.transitions import NOW, make_transition
from tests.support.browser import assert_accessible_in_both_themes, sign_in


@pytest.mark.usefixtures("clock")
def test_one_promise_is_taken_over_another_declined_and_the_client_told(
    desktop: Page, live_server: LiveServer, account: Account, owner: User, successor: User
) -> None:
    found = make_transition(account=account, incoming=successor)
    for promise in ("A monthly report", "A driver at night"):
        Commitment.objects.create(
            account=account,
            promise=promise,
            made_by=owner,
            due_on=date(2026, 12, 1),
            updated_at=NOW,
        )
    sign_in(desktop, live_server, successor)
    desktop.goto(f"/transitions/{found.pk}/dossier/")

    desktop.get_by_role("button", name="A monthly report").click()
    expect(desktop.get_by_text("Priya Raman took it over on 24 Nov.")).to_be_visible()

    driver = desktop.get_by_role("listitem").filter(has_text="A driver at night")
    driver.get_by_role("link", name="Decline…").click()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("Why do you decline it?").fill("We have no drivers in Linz.")
    desktop.get_by_role("button", name="Decline it").click()
    expect(desktop.get_by_text("The client has not been told.")).to_be_visible()

    desktop.goto("/commitments/")
    expect(desktop.get_by_text("Declined, client not told")).to_have_count(2)  # a choice, a row
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_role("link", name="A driver at night").click()

    driver.get_by_role("link", name="Client told…").click()
    desktop.get_by_label("Who told whom, and how?").fill("Called Dr. Sandmeer")
    desktop.get_by_role("button", name="Save").click()
    expect(desktop.get_by_text("the commitment is settled as withdrawn")).to_be_visible()
    expect(driver).to_have_count(0)
    assert_accessible_in_both_themes(desktop)


@pytest.mark.usefixtures("clock")
def test_what_becomes_of_a_promise_follows_once_it_is_written(
    desktop: Page, live_server: LiveServer, account: Account, owner: User, successor: User
) -> None:
    found = make_transition(account=account, incoming=successor)
    sign_in(desktop, live_server, owner)
    desktop.goto(f"/transitions/{found.pk}/dossier/")

    desktop.get_by_role("link", name="Add commitment").click()
    desktop.get_by_label("What was promised").fill("A monthly report")
    desktop.get_by_role("button", name="Add commitment").click()

    expect(desktop.get_by_text("It waits for Priya to decide.")).to_be_visible()
