"""Two keys: one confirms, the other asks and accepts; a change afterwards asks for both again."""

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
def test_both_play_through_confirm_ask_answer_accept_and_a_change(
    desktop: Page,
    new_context: Callable[[], BrowserContext],
    live_server: LiveServer,
    account: Account,
    owner: User,
    successor: User,
) -> None:
    found = make_transition(account=account, incoming=successor)
    tomas, priya = desktop, new_context().new_page()
    sign_in(tomas, live_server, owner)
    sign_in(priya, live_server, successor)
    here = f"/transitions/{found.pk}/dossier/"

    tomas.goto(here)
    asked: list[str] = []
    tomas.on("request", lambda request: asked.append(request.url))
    tomas.get_by_role("link", name="Add contract").click()
    tomas.get_by_role("textbox", name="Agreement").fill("Frame contract")
    tomas.get_by_role("button", name="Add contract").click()
    # What stands below the section follows once, with its own button.
    tomas.get_by_role("button", name="Confirm Contracts and service levels").click()
    expect(tomas.get_by_text("“Contracts and service levels” counts as it is now")).to_be_visible()
    assert sum(url.endswith("/dossier/of/contracts/") for url in asked) == 1
    assert_accessible_in_both_themes(tomas)

    priya.goto(here)
    priya.get_by_role("link", name="Ask about Contracts and service levels").click()
    expect(priya.get_by_label("About")).to_have_value("contracts")
    priya.get_by_label("What do you want to know?").fill("Who signs for them?")
    priya.get_by_role("button", name="Ask").click()
    expect(priya.get_by_text("Tomas answers by Fri 27 Nov")).to_be_visible()
    assert_accessible_in_both_themes(priya)

    tomas.goto(here)
    tomas.get_by_role("link", name="Who signs for them?").click()
    tomas.get_by_label("Your answer").fill("Dr. Sandmeer, never Petra.")
    assert_accessible_in_both_themes(tomas)
    tomas.get_by_label("Your answer").fill("Dr. Sandmeer, never Petra.")
    tomas.get_by_role("button", name="Save the answer").click()

    priya.goto(here)
    priya.get_by_text("1 answered").click()
    expect(priya.get_by_text("Dr. Sandmeer, never Petra.")).to_be_visible()
    accept = priya.get_by_role("button", name="Accept Contracts and service levels")
    accept.focus()
    priya.keyboard.press("Enter")
    expect(priya.get_by_text("Priya Raman accepted it on 24 Nov")).to_be_visible()

    tomas.goto(here)
    tomas.get_by_role("link", name="Edit Frame contract").click()
    tomas.get_by_label("Number").fill("2022-114")
    tomas.get_by_role("button", name="Save changes").click()
    expect(tomas.get_by_text("It was changed since Priya accepted it")).to_be_visible()
    tomas.get_by_role("link", name="What changed").click()
    expect(tomas.get_by_role("heading", name="What changed in")).to_be_visible()
