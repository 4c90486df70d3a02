"""The header of a transition: what stands in the line of its name, and what below it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.support.browser import sign_in
from transitions.plans.models import Transition

LONG = "Store the documents safely and prove that the incoming account manager can open them"


@pytest.fixture
def header(running: Transition, lead: User, desktop: Page, live_server: LiveServer) -> Page:
    """Brightwater Foods is confidential and off track, for a reason of many words."""
    Item.objects.filter(title="List the contacts").update(title=LONG)
    Account.objects.filter(pk=running.account_id).update(is_confidential=True)
    sign_in(desktop, live_server, lead)
    desktop.goto(running.get_absolute_url())
    return desktop


def box(part: Locator) -> dict[str, float]:
    found = part.evaluate("each => each.getBoundingClientRect().toJSON()")
    assert isinstance(found, dict)
    return found


def test_name_health_and_chips_share_a_line_and_the_reason_stands_below(header: Page) -> None:
    title = box(header.locator(".tr-h h1"))
    chips = [
        box(header.locator(".tr-h .ttl .health")),
        box(header.locator("#tr-priority summary")),
        box(header.locator(".tr-h .ttl .chip", has_text="Confidential")),
    ]
    why = header.locator("#tr-why")

    expect(why).to_contain_text(LONG)
    middles = [(chip["top"] + chip["bottom"]) / 2 for chip in chips]
    assert all(title["top"] < middle < title["bottom"] for middle in middles)
    assert box(why)["top"] >= title["bottom"]
    assert box(why)["height"] <= 20, "one line is enough"


def test_beside_icons_the_reason_has_all_the_width_below_the_buttons(header: Page) -> None:
    header.set_viewport_size({"width": 768, "height": 1024})

    why, acts = box(header.locator("#tr-why")), box(header.locator("#tr-acts"))
    assert why["right"] == pytest.approx(acts["right"], abs=1)
    assert why["height"] <= 40
    assert box(header.locator(".tr-h"))["height"] < 130


def test_the_reason_follows_what_is_ticked(header: Page) -> None:
    header.goto(f"{header.url}?unfold=all")

    header.get_by_role("checkbox", name=LONG).click()

    expect(header.locator("#tr-why")).not_to_contain_text(LONG)
    expect(header.locator("#tr-why")).to_contain_text("overdue")
