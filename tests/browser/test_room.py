"""Nothing of a checklist covers something else, and nothing that matters is cut."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import item_of, make_transition
from tests.support.browser import sign_in
from transitions.plans.models import Transition


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    found = make_transition(account=account, incoming=successor, manager=lead)
    Item.objects.filter(title="Call the client alone").update(due_on=date(2027, 1, 11))
    Item.objects.filter(title="List the contacts").update(due_on=date(2026, 10, 2))
    return found


def edges(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


@pytest.mark.parametrize("title", ["List the contacts", "Call the client alone"])
def test_the_longest_day_leaves_the_arrow_free(
    running: Transition, desktop: Page, live_server: LiveServer, owner: User, title: str
) -> None:
    sign_in(desktop, live_server, owner)
    row = f"#item-{item_of(running, title).pk}"

    desktop.goto(f"/transitions/{running.pk}/?item={item_of(running, title).pk}")

    _, chip_ends = edges(desktop.locator(f"{row} .when .chip"))
    arrow_begins, _ = edges(desktop.locator(f"{row} > .chev .i"))
    assert chip_ends < arrow_begins


@pytest.mark.parametrize("width", [768, 1440])
def test_what_is_overdue_in_a_stage_is_not_cut(
    running: Transition, desktop: Page, live_server: LiveServer, owner: User, width: int
) -> None:
    desktop.set_viewport_size({"width": width, "height": 900})
    sign_in(desktop, live_server, owner)

    desktop.goto(f"/transitions/{running.pk}/")

    late = desktop.locator(".ph .late-n")
    assert late.all_inner_texts() == ["2 overdue", "1 overdue"]
    cut = "(lines) => lines.filter((line) => line.scrollWidth > line.clientWidth).length"
    assert late.evaluate_all(cut) == 0


def test_a_phone_has_the_filters_and_adding_in_one_row(
    running: Transition, phone: Page, live_server: LiveServer, owner: User
) -> None:
    sign_in(phone, live_server, owner)
    phone.goto(f"/transitions/{running.pk}/")

    shows, add = phone.locator("#shows").bounding_box(), phone.get_by_role("link", name="Add item")
    button = add.bounding_box()
    assert shows
    assert button
    assert abs(shows["y"] - button["y"]) < 4
    assert button["x"] + button["width"] <= 390
