"""A sentence that ends with a day such as “Mo. 30. Nov.” ends with one full stop."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from accounts.clients.choices import Trouble
from accounts.clients.models import Account, Handover
from accounts.people.choices import Locale
from accounts.people.models import User
from checklists.runs.models import Checklist, Item
from tests.conftest import SignIn
from tests.factories.transitions import item_of, make_transition
from transitions.plans.models import Transition

TWO_STOPS = re.compile(r"\w\.\.(?!\.)")


@pytest.fixture
def german(sign_in: SignIn, lead: User) -> Client:
    User.objects.filter(pk=lead.pk).update(locale=Locale.DE)
    return sign_in(lead)


def said(client: Client, address: str) -> str:
    shown = client.get(address).content.decode()
    assert not TWO_STOPS.findall(shown)
    return shown


def test_the_rail_says_what_is_first_in_line(running: Transition, german: Client) -> None:
    Checklist.objects.filter(transition=running).update(next_due_on=date(2026, 11, 30))

    assert "First in line: 1.1 List the contacts, Mo. 30. Nov.</li>" in said(
        german, running.get_absolute_url()
    )

    Checklist.objects.filter(transition=running).update(gate_open=0)

    assert "Ownership moves Mo. 7. Dez. Everything" in said(german, running.get_absolute_url())


def test_why_an_account_presses(running: Transition, german: Client) -> None:
    Handover.objects.update(trouble=Trouble.NONE)

    why = "and ownership moves on Mo. 7. Dez.<"
    assert why in said(german, running.get_absolute_url())
    assert why in said(german, f"/accounts/{running.account_id}/")


@pytest.mark.parametrize(
    ("is_pinned", "sentence"),
    [(True, "Moved by hand, planned for Do. 26. Nov."), (False, "First planned for Do. 26. Nov.")],
)
def test_an_item_says_for_when_it_was_planned(
    running: Transition, german: Client, is_pinned: bool, sentence: str
) -> None:
    item = item_of(running, "Review what was learned")
    Item.objects.filter(pk=item.pk).update(planned_on=date(2026, 11, 26), is_pinned=is_pinned)

    assert sentence in said(german, f"{running.get_absolute_url()}?item={item.pk}")


def test_doubts_about_a_day(running: Transition, german: Client) -> None:
    agenda = item_of(running, "Agree the agenda")

    asked = german.post(
        f"{running.get_absolute_url()}items/{agenda.pk}/move/", {"due_on": "2026-11-30"}
    ).content.decode()

    assert "is due on Mi. 25. Nov. Choose another day" in asked
    assert not TWO_STOPS.findall(asked)


def test_an_empty_desk_says_what_comes_next(
    clock: object, account: Account, successor: User, lead: User, german: Client
) -> None:
    make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        starts_on=date(2026, 11, 30),
        owns_on=date(2027, 1, 4),
        ends_on=date(2027, 1, 15),
    )

    assert re.search(
        r"Next: “Brief the team” for Brightwater Foods, \w\w\. \d+\. Dez\.</p>",
        said(german, "/my-work/"),
    )
