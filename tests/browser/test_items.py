"""One item of a checklist in the browser: mistakes stay in sight, and so does the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.browser.conftest import NewContext
from tests.factories.transitions import item_of
from tests.support.browser import Console, assert_accessible, sign_in
from transitions.plans.models import Transition


@pytest.fixture
def opened(
    running: Transition, desktop: Page, live_server: LiveServer, owner: User
) -> Callable[[str], Page]:
    """Tomas unfolds an item."""

    def unfold(title: str) -> Page:
        sign_in(desktop, live_server, owner)
        desktop.goto(f"/transitions/{running.pk}/?item={item_of(running, title).pk}")
        return desktop

    return unfold


def test_a_wrong_day_is_in_sight_and_has_the_focus(
    opened: Callable[[str], Page], running: Transition, console: Console
) -> None:
    console.allow("status of 422")
    page = opened("List the contacts")
    page.get_by_text("Move date").click()
    page.get_by_label("New day").fill("2031-01-01")
    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.locator(".detail .invalid-feedback, .detail .is-invalid").first).to_be_visible()
    expect(page.get_by_label("New day")).to_be_focused()
    assert_accessible(page)

    page.get_by_label("New day").fill("2026-11-27")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Moved “List the contacts”")
    expect(page.locator(".item.openx .item-t")).to_be_focused()


def test_an_empty_reason_is_in_sight_and_has_the_focus(
    opened: Callable[[str], Page], console: Console
) -> None:
    console.allow("status of 422")
    page = opened("List the contacts")
    page.get_by_text("Set aside…").click()
    page.get_by_role("button", name="Set aside", exact=True).click()

    expect(page.get_by_text("Say why this item does not apply.")).to_be_visible()
    expect(page.get_by_label("Why does it not apply?")).to_be_focused()


def test_one_question_stands_open_at_a_time_after_a_mistake_too(
    opened: Callable[[str], Page], console: Console
) -> None:
    console.allow("status of 422")
    page = opened("List the contacts")
    page.get_by_text("Set aside…").click()
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(page.get_by_label("Why does it not apply?")).to_be_focused()

    page.get_by_text("Reassign").click()

    expect(page.get_by_label("Who does it?")).to_be_visible()
    expect(page.get_by_label("Why does it not apply?")).to_be_hidden()


def test_a_chosen_file_is_sent_at_once(opened: Callable[[str], Page], running: Transition) -> None:
    page = opened("File the contract")

    page.get_by_label("Add a file").set_input_files(
        {"name": "contract.txt", "mimeType": "text/plain", "buffer": b"signed"}
    )

    expect(page.locator(".detail .file")).to_contain_text("contract.txt")
    assert item_of(running, "File the contract").file_count == 1


def test_a_note_takes_one_line_until_somebody_writes(opened: Callable[[str], Page]) -> None:
    page = opened("Write the summary")
    add = page.get_by_role("button", name="Add note")
    expect(add).to_be_hidden()

    page.get_by_label("Add a note").fill("Ask Emil first.")
    page.get_by_label("Add a note").press("Tab")
    expect(add).to_be_focused()
    add.press("Enter")

    expect(page.locator(".detail :is(.note, .is-note)")).to_contain_text("Ask Emil first.")


def test_a_note_that_proves_an_item_goes_along_with_its_tick(
    opened: Callable[[str], Page], running: Transition
) -> None:
    page = opened("Write the summary")

    page.get_by_label("Add a note").fill("They renew in May.")
    page.get_by_role("checkbox", name="Write the summary").click()

    expect(page.locator(".detail :is(.note, .is-note)")).to_contain_text("They renew in May.")
    expect(page.get_by_role("checkbox", name="Write the summary")).to_be_checked()
    expect(page.locator("#toasts")).to_contain_text("Your note is added.")
    expect(page.get_by_label("Add a note")).to_have_value("")
    assert item_of(running, "Write the summary").note_count == 1


def test_a_note_that_is_begun_after_a_tick_is_not_lost_by_undo(
    opened: Callable[[str], Page], running: Transition
) -> None:
    page = opened("List the contacts")
    page.get_by_role("checkbox", name="List the contacts").click()
    expect(page.get_by_role("checkbox", name="List the contacts")).to_be_checked()

    page.get_by_label("Add a note").fill("Two are missing.")
    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.locator(".detail :is(.note, .is-note)")).to_contain_text("Two are missing.")
    expect(page.get_by_role("checkbox", name="List the contacts")).not_to_be_checked()


def test_undo_goes_on_after_a_new_sign_in_elsewhere_while_its_item_is_unfolded(
    opened: Callable[[str], Page], live_server: LiveServer, running: Transition
) -> None:
    page = opened("List the contacts")
    page.get_by_role("checkbox", name="List the contacts").click()
    expect(page.get_by_role("checkbox", name="List the contacts")).to_be_checked()
    page.get_by_label("Add a note").fill("Two are missing.")
    page.context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": live_server.url}])

    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.get_by_role("checkbox", name="List the contacts")).not_to_be_checked()
    expect(page.locator(".detail :is(.note, .is-note)")).to_contain_text("Two are missing.")
    assert item_of(running, "List the contacts").is_open


def test_a_note_stays_where_it_is_typed_while_its_item_is_moved_or_its_tick_refused(
    opened: Callable[[str], Page], running: Transition, console: Console
) -> None:
    console.allow("status of 409")
    page = opened("File the contract")
    page.get_by_label("Add a note").fill("Emil has it.")
    page.get_by_text("Move date").click()
    page.get_by_label("New day").fill("2026-11-27")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Moved “File the contract”")
    expect(page.get_by_label("Add a note")).to_have_value("Emil has it.")

    page.get_by_role("checkbox", name="File the contract").click()

    expect(page.locator(".detail")).to_contain_text("A file proves this item.")
    expect(page.get_by_label("Add a note")).to_have_value("Emil has it.")
    assert_accessible(page)


def test_without_a_script_a_note_goes_along_with_a_tick_or_stays_when_it_is_refused(
    running: Transition,
    new_context: NewContext,
    live_server: LiveServer,
    owner: User,
    console: Console,
) -> None:
    console.allow("status of 409")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, owner)
    for title in ("Write the summary", "File the contract"):
        page.goto(f"/transitions/{running.pk}/?item={item_of(running, title).pk}")
        page.get_by_label("Add a note").fill("They renew in May.")
        page.get_by_role("checkbox", name=title).click()

        if title == "Write the summary":
            expect(page.locator(".detail :is(.note, .is-note)")).to_contain_text(
                "They renew in May."
            )
            expect(page.get_by_role("checkbox", name=title)).to_be_checked()

    expect(page.locator(".detail")).to_contain_text("A file proves this item.")
    expect(page.get_by_label("Add a note")).to_have_value("They renew in May.")


def test_a_blocked_item_says_what_it_waits_for(opened: Callable[[str], Page]) -> None:
    page = opened("Meet the client")

    page.get_by_role("checkbox", name="Meet the client").click(force=True)

    expect(page.locator("#toasts")).to_contain_text("Waits for 3.1")


def test_without_a_script_a_tick_offers_undo(
    running: Transition, new_context: NewContext, live_server: LiveServer, owner: User
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, owner)
    page.goto(f"/transitions/{running.pk}/")
    page.get_by_role("checkbox", name="List the contacts").click()
    assert not item_of(running, "List the contacts").is_open

    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.get_by_role("checkbox", name="List the contacts")).not_to_be_checked()
    assert item_of(running, "List the contacts").is_open


def test_all_phases_unfold_and_fold_at_once(opened: Callable[[str], Page]) -> None:
    page = opened("List the contacts")
    page.goto(page.url.partition("?")[0])

    page.get_by_role("link", name="Unfold all").click()
    expect(page.locator(".grp[open]")).to_have_count(5)
    page.get_by_role("link", name="Fold all").click()

    expect(page.locator(".grp[open]")).to_have_count(0)
