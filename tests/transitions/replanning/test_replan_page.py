"""The page that shows every item old and new, and accepts it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.people.models import Absence, User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import (
    NOW,
    OWNS_ON,
    item_of,
    reread,
)
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(transition: Transition) -> str:
    return f"/transitions/{transition.pk}/replan/"


def answers(transition: Transition, **changes: str) -> dict[str, str]:
    days = {name: getattr(transition, name).isoformat() for name in ("owns_on", "ends_on")}
    start = transition.starts_on.isoformat()
    return {
        "starts_on": start,
        "counts_from": start,
        **days,
        "calendar": str(transition.calendar_id),
        **changes,
    }


def accept(client: Client, transition: Transition, **changes: str) -> Any:
    """Accept a plan as it was shown just before, with these answers."""
    shown = client.post(at(transition), answers(transition, **changes))
    sent = {"seen": shown.context["seen"], "accept": "1"}
    return client.post(at(transition), answers(transition, **{**sent, **changes}))


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_the_page_shows_what_is_overdue_and_saves_nothing(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    before = list(Item.objects.order_by("pk").values())

    shown = text(sign_in(lead).get(at(transition)))

    assert "<b>3 items move.</b> 3 open items were overdue: nothing is placed before today." in (
        shown
    )
    assert "1 item stays as it is" in shown
    assert list(Item.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_day_shows_what_it_moves_and_saves_nothing(
    transition: Transition, lead: User, sign_in: SignIn, headers: dict[str, str]
) -> None:
    sent = answers(transition, owns_on="2026-12-16", ends_on="2027-01-15")

    response: Any = sign_in(lead).post(at(transition), sent, headers=headers)

    assert response.status_code == 200
    assert response.context["proposal"].summary == "8 items move."
    assert ("<!doctype html>" in text(response)) is not bool(headers)
    assert reread(transition).owns_on == OWNS_ON


def test_an_accepted_plan_leads_to_the_transition_and_says_what_moved(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    response = accept(client, transition, owns_on="2026-12-16", ends_on="2027-01-15")

    assert response.status_code == 302
    assert "has a new plan. 8 items move." in text(client.get(response["Location"]))
    assert reread(transition).owns_on == date(2026, 12, 16)


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_reads_does_not_plan_and_strangers_find_nothing(
    transition: Transition,
    reader: User,
    stranger: User,
    owner: User,
    sign_in: SignIn,
    method: str,
) -> None:
    codes = [
        getattr(sign_in(one), method)(at(transition)).status_code
        for one in (reader, owner, stranger)
    ]

    assert codes == [403, 403, 404]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("owns_on", "2026-10-01", "This day has passed. Choose one from today on."),
        ("owns_on", "2026-12-21", "Must not be before ownership moves."),
        ("owns_on", "2026-12-13", "13 December is a Sunday."),
        ("owns_on", "2199-01-01", "Choose a day within two years from today."),
        ("ends_on", "1200-01-01", "Choose a day within two years from today."),
        ("ends_on", "2026-12-01", "Must not be before ownership moves."),
        ("starts_on", "2026-12-11", "Must not be after the day ownership moves."),
        ("starts_on", "soon", "This is no date."),
        ("ends_on", "", "Fill this in."),
        ("calendar", "999", "Select a valid choice."),
    ],
)
def test_days_that_cannot_be_are_refused_under_their_field(
    transition: Transition, lead: User, sign_in: SignIn, name: str, value: str, said: str
) -> None:
    client = sign_in(lead)
    seen = client.get(at(transition)).context["seen"]
    sent = answers(transition, **{name: value}, accept="1", seen=seen)

    response: Any = client.post(at(transition), sent)

    assert response.status_code == 422
    assert said in text(response)
    assert f'value="{value}"' in text(response) or name == "calendar"


@pytest.mark.parametrize(
    "typed",
    [
        ("2026-12-10", "2026-12-01", "The last day lies before the first."),
        ("2026-12-10", "", "Say from when to when."),
        ("2026-12-10", "2200-01-01", "Choose a day from 1990 to 2099."),
        ("2026-12-01", "2026-12-24", "An absence on 14 – 18 Dec 2026 is entered already."),
    ],
)
def test_absences_that_cannot_be_are_refused_under_their_field(
    transition: Transition,
    lead: User,
    successor: User,
    sign_in: SignIn,
    typed: tuple[str, str, str],
) -> None:
    first, last, said = typed
    Absence.objects.create(
        person=successor, starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18)
    )
    away = {f"away-{successor.pk}-starts_on": first, f"away-{successor.pk}-ends_on": last}
    client = sign_in(lead)
    seen = client.get(at(transition)).context["seen"]

    response: Any = client.post(at(transition), answers(transition, **away, accept="1", seen=seen))

    assert response.status_code == 422
    assert said in text(response)
    assert Absence.objects.count() == 1


def test_a_plan_of_what_has_changed_since_says_what_and_keeps_what_was_typed(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    seen = client.get(at(transition)).context["seen"]
    contacts = item_of(transition, "List the contacts")
    items.tick(transition.pk, contacts.pk, Who(by=owner, now=NOW))
    sent = answers(transition, owns_on="2026-12-16", ends_on="2027-01-15", accept="1", seen=seen)

    response: Any = client.post(at(transition), sent)

    assert response.status_code == 409
    assert "Ticked “List the contacts” (Tomas Eriksen, " in text(response)
    assert 'value="2026-12-16"' in text(response)
    assert reread(transition).owns_on == OWNS_ON


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_looks_on_at_a_plan_that_somebody_has_changed_meanwhile_is_told_who_did(
    transition: Transition, lead: User, sign_in: SignIn, headers: dict[str, str]
) -> None:
    client = sign_in(lead)
    seen = client.get(at(transition)).context["seen"]
    accept(client, transition)
    sent = answers(transition, ends_on="2027-01-15", seen=seen)

    told: Any = client.post(at(transition), sent, headers=headers)
    again: Any = client.post(at(transition), {**sent, "seen": told.context["seen"]})

    assert "<b>Something changed since this plan was shown." in text(told)
    assert "Re-planned: " in text(told) and f"({lead}, " in text(told)
    assert told.context["form"]["ends_on"].value() == "2027-01-15"
    assert "Something changed since" not in text(again)
    none: Any = client.post(at(transition), answers(transition, seen=seen), headers=headers)
    assert "With your answers nothing is left to change." in text(none)


def test_a_plan_that_is_sent_twice_is_made_once(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    sent = answers(transition, owns_on="2026-12-16", ends_on="2027-01-15", accept="1")
    sent["seen"] = client.get(at(transition)).context["seen"]

    codes = [client.post(at(transition), sent).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert transition.log.filter(activity__startswith="Re-planned").count() == 1


def test_a_day_off_is_repaired_with_one_click(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    sent = answers(transition, owns_on="2026-12-13", repair="owns_on=2026-12-14", accept="1")

    response: Any = sign_in(lead).post(at(transition), sent)

    assert response.context["form"]["owns_on"].value() == "2026-12-14"
    assert reread(transition).owns_on == OWNS_ON


def test_what_does_not_fit_is_listed_with_its_choices_until_one_is_made(
    transition: Transition, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    Absence.objects.create(
        person=successor, starts_on=date(2026, 11, 24), ends_on=date(2026, 12, 9)
    )
    agenda = item_of(transition, "Agree the agenda")
    client = sign_in(lead)

    shown: Any = client.get(at(transition))
    chosen: Any = client.post(at(transition), answers(transition, **{"fix-all": "after"}))

    doubt = shown.context["doubts"][0]
    assert "These 2 items do not fit" in text(shown)
    assert doubt.line.item == agenda
    assert [option.value for option in doubt.options] == [
        "leave",
        "after",
        f"give:{owner.pk}",
        f"give:{lead.pk}",
        "drop",
    ]
    assert "Everything fits" in text(chosen)
    assert "It no longer holds ownership back." in text(chosen)
