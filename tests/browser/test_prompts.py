"""A manager keeps the question bank, and who hands over answers what was added."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.browser import assert_accessible_in_both_themes, sign_in


def test_a_question_is_added_moved_found_retired_and_brought_back(
    page: Page, live_server: LiveServer, lead: User
) -> None:
    found = make_transition(manager=lead)
    sign_in(page, live_server, lead)
    page.goto(f"{live_server.url}/templates/")
    page.get_by_role("link", name="Question bank").click()
    for words in ("Whose dog must one greet?", "Whose cat must one not?"):
        page.get_by_role("link", name="New question").click()
        page.get_by_label("What does it ask?").fill(words)
        page.get_by_label("About").select_option("Contacts and stakeholders")
        page.get_by_role("button", name="Add question").click()
    assert_accessible_in_both_themes(page)

    page.get_by_role("button", name="Move up: Whose cat must one not?").click()
    rows = page.locator("tbody tr")
    expect(rows.nth(14)).to_contain_text("Whose cat must one not?")
    page.get_by_label("Find a question").fill("dog contacts")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Retire").click()
    expect(page.get_by_text("Retired “Whose dog must one greet?”")).to_be_visible()

    page.goto(f"{live_server.url}/transitions/{found.pk}/dossier/")
    expect(page.get_by_role("heading", name="Whose cat must one not?")).to_be_visible()
    expect(page.get_by_role("heading", name="Whose dog must one greet?")).to_have_count(0)
    page.goto(f"{live_server.url}/prompts/?state=retired")
    rows.get_by_role("button", name="Bring back").click()
    expect(rows).to_have_count(16)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("Brought back “Whose dog must one greet?”")).to_be_visible()
    assert_accessible_in_both_themes(page)
