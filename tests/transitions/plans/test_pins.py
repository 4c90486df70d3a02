"""A person pins the transitions they follow, and finds them in the sidebar of every page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Pin, TeamMember, Transition
from transitions.plans.operations import lifecycle, pins
from transitions.plans.queries.pins import MOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"HX-Request": "true"}


def pinned(page: str) -> list[str]:
    """What the sidebar of a page shows as pinned, as it is read out."""
    below = page.split('id="pinned"')[1]
    part = below.split('<details class="side-menu">', maxsplit=1)[0]
    return [
        " ".join(re.sub(r"<[^>]+>", "", one).split())
        for one in re.findall(r'<span class="trunc-n">(.*?)</span></?(?:a|span)', part)
    ]


def press(browser: Client, transition: Transition, wanted: str, **headers: str) -> str:
    answer = browser.post(
        f"/transitions/{transition.pk}/pin/", {"pinned": wanted}, headers=headers, follow=True
    )
    assert answer.status_code == 200
    return answer.text


def test_a_pinned_transition_stands_in_the_sidebar_of_every_page(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    browser = sign_in(lead)

    press(browser, transition, "1")

    page = browser.get("/people/").text
    assert pinned(page) == ["Brightwater Foods"]
    assert '<span class="visually-hidden">Off track</span>' in page.split('id="pinned"')[1]


def test_a_pin_is_set_once_however_often_it_is_pressed_and_taken_away_as_well(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    browser = sign_in(lead)

    for _ in range(2):
        assert "Brightwater Foods is pinned." in press(browser, transition, "1")
    assert Pin.objects.count() == 1
    for _ in range(2):
        assert "Brightwater Foods is no longer pinned." in press(browser, transition, "0")
    assert Pin.objects.count() == 0


def test_htmx_gets_the_button_and_the_sidebar_as_they_stand_now(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    browser = sign_in(lead)

    on, off = (press(browser, transition, wanted, **HTMX) for wanted in ("1", "0"))

    assert 'aria-pressed="true"' in on and 'value="0"' in on and pinned(on) == ["Brightwater Foods"]
    assert 'aria-pressed="false"' in off and pinned(off) == []
    assert "<html" not in on


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wrong_answer_pins_nothing_and_says_so(
    sign_in: SignIn, lead: User, transition: Transition, headers: dict[str, str]
) -> None:
    answer = sign_in(lead).post(
        f"/transitions/{transition.pk}/pin/", {"pinned": "x"}, headers=headers, follow=True
    )

    assert answer.status_code == (422 if headers else 200)
    assert "press the button again" in answer.text
    assert Pin.objects.count() == 0


def test_who_only_reads_may_pin_and_a_stranger_finds_nothing(
    sign_in: SignIn, reader: User, stranger: User, transition: Transition
) -> None:
    address = f"/transitions/{transition.pk}/pin/"

    assert sign_in(reader).post(address, {"pinned": "1"}).status_code == 302
    assert sign_in(stranger).post(address, {"pinned": "1"}).status_code == 404
    assert [pin.person for pin in Pin.objects.all()] == [reader]


def test_a_pin_is_nobody_elses_and_leads_back_to_the_page_it_was_set_on(
    sign_in: SignIn, lead: User, owner: User, transition: Transition
) -> None:
    answer = sign_in(lead).post(
        f"/transitions/{transition.pk}/pin/", {"pinned": "1", "next": "/transitions/?q=foods"}
    )

    assert answer["Location"] == "/transitions/?q=foods"
    assert pinned(sign_in(owner).get("/people/").text) == []


def test_a_transition_out_of_sight_vanishes_from_the_pins_and_makes_room(
    sign_in: SignIn, stranger: User, transition: Transition
) -> None:
    member = TeamMember.objects.create(
        transition=transition, role="other", role_name="Adviser", person=stranger
    )
    pins.pin(transition, by=stranger, now=NOW)
    browser = sign_in(stranger)
    assert pinned(browser.get("/people/").text) == ["Brightwater Foods"]

    member.delete()

    assert pinned(browser.get("/people/").text) == []


def test_what_is_over_stays_pinned_below_what_runs_and_says_so(
    sign_in: SignIn, lead: User, transition: Transition, another: Transition
) -> None:
    for one in (transition, another):
        pins.pin(one, by=lead, now=NOW)

    lifecycle.cancel(transition.pk, "They merge", by=lead, now=NOW)

    assert pinned(sign_in(lead).get("/people/").text) == [
        "Copperfield Paper",
        "Brightwater Foods, Cancelled",
    ]


def test_the_thirteenth_pin_is_refused_with_what_to_do(
    sign_in: SignIn, lead: User, owner: User, transition: Transition
) -> None:
    others = AccountFactory.create_batch(MOST, owner=owner)
    template, kim = transition.template, transition.incoming
    for account in others:
        one = make_transition(
            account=account, incoming=kim, manager=lead, template=template, started=False
        )
        pins.pin(one, by=lead, now=NOW)

    page = press(sign_in(lead), transition, "1")

    assert "You have 12 pinned transitions already. Unpin one first." in page
    assert Pin.objects.filter(transition=transition).count() == 0


def test_the_list_and_the_page_say_which_transition_is_pinned(
    sign_in: SignIn, lead: User, transition: Transition, another: Transition
) -> None:
    pins.pin(transition, by=lead, now=timezone.now())
    browser = sign_in(lead)

    for headers in ({}, HTMX):
        page = browser.get("/transitions/", headers=headers).text
        assert dict(re.findall(r'id="pin-(\d+)".*?aria-pressed="(\w+)"', page)) == {
            str(transition.pk): "true",
            str(another.pk): "false",
        }
    assert 'aria-pressed="true"' in browser.get(transition.get_absolute_url()).text
    assert 'aria-pressed="false"' in browser.get(another.get_absolute_url()).text


def test_pins_cost_no_query(
    sign_in: SignIn, lead: User, transition: Transition, another: Transition
) -> None:
    browser, counts = sign_in(lead), []
    browser.get("/search/")

    for one in (None, transition, another):
        if one:
            pins.pin(one, by=lead, now=NOW)
        with CaptureQueriesContext(connection) as seen:
            browser.get("/search/")
        counts.append(len(seen))

    assert counts == [3, 3, 3]  # the session, the person, the sidebar
