"""Ticks answer at once; what they change elsewhere on the page follows once, and is right."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import item_of, make_template, make_transition
from tests.support.browser import Console, held_back, sign_in
from transitions.plans.models import Transition

MOVED = re.compile("/moved/")
Opened = Callable[[str], Page]


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    return make_transition(
        account=account, incoming=successor, manager=lead, template=make_template(extra=8)
    )


@pytest.fixture
def opened(running: Transition, desktop: Page, live_server: LiveServer, successor: User) -> Opened:
    """Priya opens the page of the transition, or her work."""

    def open_page(which: str) -> Page:
        sign_in(desktop, live_server, successor)
        desktop.goto(f"/transitions/{running.pk}/?unfold=all" if which == "checklist" else which)
        return desktop

    return open_page


def following(page: Page) -> list[Request]:
    """The requests for what follows, as they are sent."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if MOVED.search(request.url) else None)
    return sent


def test_ten_fast_ticks_are_followed_by_one_request(opened: Opened, running: Transition) -> None:
    page = opened("checklist")
    sent = following(page)
    titles = ["Agree the agenda", *(f"Extra {number}" for number in range(1, 9))]

    with page.expect_response(MOVED):
        page.evaluate(
            "titles => titles.forEach(title =>"
            "document.querySelector(`.tick[aria-label='${title}']`).click())",
            titles,
        )

    expect(page.locator("#tr-baton")).to_contain_text("9 of 16")
    expect(page.locator("#follow input")).to_have_count(0)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(9)
    assert len(sent) == 1
    assert sent[0].url.count("moved=") == 9


def test_what_a_tick_frees_can_be_ticked_once_the_rest_has_followed(opened: Opened) -> None:
    page = opened("checklist")
    meeting = page.get_by_role("checkbox", name="Meet the client")
    expect(meeting).to_be_disabled()

    page.get_by_role("checkbox", name="Agree the agenda").click()

    expect(meeting).to_be_enabled()
    expect(page.locator("#head-phase-3")).to_contain_text("1 of")
    expect(page.locator("#rail-lately")).to_contain_text("Ticked “Agree the agenda”")
    expect(page.locator("#nav-work")).to_contain_text("open items")


def test_what_follows_leaves_alone_what_somebody_writes_in_an_unfolded_row(
    opened: Opened, running: Transition
) -> None:
    page, meeting = opened("checklist"), item_of(running, "Meet the client")
    page.locator(f"#title-{meeting.pk}").click()
    note = page.locator(f"#item-{meeting.pk} .note-form textarea")
    note.fill("Half a thought")

    page.get_by_role("checkbox", name="Agree the agenda").click()

    expect(page.locator("#tr-baton")).to_contain_text("1 of 16")
    expect(note).to_have_value("Half a thought")
    page.locator(f"#more-{meeting.pk}").click()
    expect(page.get_by_role("checkbox", name="Meet the client")).to_be_enabled()


@pytest.mark.parametrize("which", ["checklist", "/my-work/"])
def test_an_answer_from_before_the_latest_tick_is_not_shown(
    opened: Opened, running: Transition, which: str
) -> None:
    page = opened(which)
    agenda = page.get_by_role("checkbox", name="Agree the agenda")
    meeting = page.get_by_role("checkbox", name="Meet the client")
    held = held_back(page, MOVED, agenda.click)
    old = held.fetch()
    with page.expect_response(re.compile("/untick/")):
        agenda.click()

    held.fulfill(response=old)

    expect(agenda).not_to_be_checked()
    expect(page.locator("#follow input")).to_have_count(0)
    expect(meeting).to_be_disabled()
    assert item_of(running, "Agree the agenda").is_open


def test_what_follows_is_asked_for_until_it_comes(opened: Opened, console: Console) -> None:
    console.allow("Failed to load resource|htmx:(sendError|afterRequest)")
    page = opened("/my-work/")
    page.clock.install()
    page.route(MOVED, lambda route: route.abort(), times=1)
    page.get_by_role("checkbox", name="Agree the agenda").click()
    expect(page.locator("#follow input")).to_have_count(1)
    page.clock.run_for(400)
    expect(page.locator("#alerts")).to_contain_text("the other numbers on this page are old")
    expect(page.locator("#alerts")).not_to_contain_text("It may have done this or not")

    page.clock.run_for(6000)

    expect(page.locator("#work-tabs a[aria-current] .n")).to_have_text("10")
    expect(page.locator("#alerts")).to_be_empty()
    expect(page.get_by_role("checkbox", name="Meet the client")).to_be_enabled()


def test_the_focus_stays_while_the_rest_follows(opened: Opened) -> None:
    page = opened("checklist")
    page.get_by_role("checkbox", name="Agree the agenda").click()
    log = page.locator("#tr-tabs").get_by_role("link", name="Log")
    log.focus()

    expect(page.locator("#tr-baton")).to_contain_text("1 of 16")

    expect(log).to_be_focused()


def test_an_open_menu_stays_open_while_the_rest_follows(
    running: Transition, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    page = desktop
    sign_in(page, live_server, lead)
    page.goto(f"/transitions/{running.pk}/?unfold=all")
    page.get_by_role("checkbox", name="Agree the agenda").click()
    page.locator("#tr-acts summary").click()

    expect(page.locator("#tr-baton")).to_contain_text("1 of 16")

    expect(page.locator("#tr-acts details")).to_have_attribute("open", "")


def test_why_it_has_its_priority_stays_unfolded_while_the_rest_follows(opened: Opened) -> None:
    page = opened("checklist")
    priority = page.locator("#tr-priority")
    priority.locator("summary").click()

    page.get_by_role("checkbox", name="Agree the agenda").click()

    expect(page.locator("#tr-baton")).to_contain_text("1 of 16")
    expect(priority).to_have_attribute("open", "")
    expect(priority.locator("p")).to_be_visible()


def test_the_keyboard_is_not_called_back_by_what_follows(opened: Opened) -> None:
    page = opened("/my-work/")
    page.keyboard.press("j")
    with page.expect_response(MOVED):
        page.keyboard.press("x")
        page.keyboard.press("j")

    expect(page.locator("#follow input")).to_have_count(0)
    expect(page.locator("[data-open]", has_text="Meet the client")).to_be_focused()
