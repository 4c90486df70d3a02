"""What is touched is large enough for a finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import TODAY
from tests.support.browser import sign_in, wait_for_parts
from transitions.plans.models import Transition

SMALL = """
    () => {
      const height = (each) => {
        const after = getComputedStyle(each, '::after');
        const covers = after.content !== 'none' && after.position === 'absolute';
        const top = covers && each.closest('li, .who, .tline, .reg-n, td, th, .kpi') || each;
        return Math.max(top.getBoundingClientRect().height, each.getBoundingClientRect().height);
      };
      const inRow = 'td, th, dd, .rail li, .gantt-l, .kpi, .load, .baton';
      return [...document.querySelectorAll('main :is(a, button, summary)')]
        .filter(each => each.getClientRects().length)
        .filter(each => !each.closest('p, .log, .cap, .visually-hidden, .kpi .c'))
        .filter(each => !each.matches('.ph'))  // on a phone a line below says it
        .map(each => [each, each.matches('a:not(.btn)') && each.closest(inRow) ? 24 : 44])
        .filter(([each, least]) => height(each) < least - 0.5)
        .map(([each]) => each.textContent.trim().slice(0, 30) + ' ' + height(each));
    }"""
PAGES = ["/my-work/", "/people/", "/people/me/", "/profile/security/", "/dashboard/"]


@pytest.mark.parametrize("address", [*PAGES, "team/", "log/", ""])
def test_a_finger_finds_every_button_and_link(
    running: Transition, lead: User, phone: Page, live_server: LiveServer, address: str
) -> None:
    Item.objects.filter(title="Review what was learned").update(due_on=TODAY)
    sign_in(phone, live_server, lead)
    at = address.replace("me", str(running.outgoing_id))
    phone.goto(at if at.startswith("/") else f"{running.get_absolute_url()}{at}")
    wait_for_parts(phone)

    assert phone.evaluate("matchMedia('(pointer: coarse)').matches")
    assert phone.evaluate(SMALL) == []


def test_a_mouse_keeps_the_small_buttons(
    running: Transition, lead: User, desktop: Page, live_server: LiveServer
) -> None:
    sign_in(desktop, live_server, lead)

    desktop.goto(f"{running.get_absolute_url()}team/")

    change = desktop.get_by_role("link", name="Change Outgoing KAM").bounding_box()
    assert change
    assert change["height"] < 30
