"""Several fast ticks: each that is refused is told, and each that was made can be taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import item_of, make_template, make_transition
from tests.support.browser import Console, sign_in
from transitions.plans.choices import State
from transitions.plans.models import Transition

EXTRAS = [f"Extra {number}" for number in range(1, 6)]
CLICK = """titles => titles.forEach(title =>
    document.querySelector(`.tick[aria-label="${title}"]`).click())"""


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    return make_transition(
        account=account, incoming=successor, manager=lead, template=make_template(extra=5)
    )


@pytest.fixture(params=["checklist", "my work"])
def opened(
    request: pytest.FixtureRequest,
    running: Transition,
    desktop: Page,
    live_server: LiveServer,
    successor: User,
) -> Page:
    sign_in(desktop, live_server, successor)
    checklist = f"/transitions/{running.pk}/?unfold=all"
    desktop.goto(checklist if request.param == "checklist" else "/my-work/")
    return desktop


def test_each_of_five_refused_ticks_is_told_until_the_next_try(
    opened: Page, running: Transition, console: Console
) -> None:
    console.allow("status of 409")
    Transition.objects.filter(pk=running.pk).update(state=State.ON_HOLD)

    opened.evaluate(CLICK, EXTRAS)

    notes = opened.locator("#alerts .note-b")
    for title in EXTRAS:
        expect(notes.filter(has_text=f"“{title}”: This transition is on hold")).to_have_count(1)

    opened.evaluate(CLICK, ["Agree the agenda"])

    expect(notes).to_have_count(1)
    expect(notes).to_contain_text("“Agree the agenda”: This transition is on hold")


def test_what_is_refused_stays_told_beside_a_tick_that_goes_well(
    opened: Page, running: Transition, console: Console
) -> None:
    console.allow("status of 409")
    agenda = item_of(running, "Agree the agenda")
    extra = item_of(running, "Extra 1")
    extra.waits_for.add(agenda)
    type(extra).objects.filter(pk=extra.pk).update(blockers=1)

    opened.evaluate(CLICK, ["Extra 1", "Extra 2"])

    expect(opened.get_by_role("checkbox", name="Extra 2")).to_be_checked()
    expect(opened.locator("#alerts .note-b")).to_contain_text("“Extra 1”: ")


def test_z_takes_back_one_tick_after_another_the_latest_first(opened: Page) -> None:
    toasts = opened.locator("#toasts .toastx").locator("visible=true")
    for title in EXTRAS[:3]:
        opened.get_by_role("checkbox", name=title).click()
        expect(toasts).to_have_text([f"Ticked “{title}” UndoZ"])

    opened.keyboard.press("z")
    expect(opened.get_by_role("checkbox", name="Extra 3")).not_to_be_checked()
    expect(toasts).to_have_text(["Ticked “Extra 2” UndoZ", "Opened again “Extra 3”"])
    opened.keyboard.press("z")
    opened.keyboard.press("z")

    for title in EXTRAS[:3]:
        expect(opened.get_by_role("checkbox", name=title)).not_to_be_checked()
    expect(opened.locator("[data-undo]")).to_have_count(0)


def test_what_was_opened_again_by_its_box_is_not_undone_once_more(opened: Page) -> None:
    first, second = (opened.get_by_role("checkbox", name=title) for title in EXTRAS[:2])
    first.click()
    expect(first).to_be_checked()
    second.click()
    expect(second).to_be_checked()
    second.click()
    expect(second).not_to_be_checked()

    opened.keyboard.press("z")

    expect(first).not_to_be_checked()
