"""People of a transition come and go, and who has left is replaced."""

from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_person
from tests.support.addresses import at
from transitions.plans.models import Transition
from transitions.plans.operations import ownership

pytestmark = pytest.mark.django_db


def test_a_person_joins_changes_and_leaves(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    ruth, jonas = make_person("Ruth Aigner"), make_person("Jonas Weiler")
    client = sign_in(lead)

    client.post(at(running, "team/new"), {"person": ruth.pk, "role": "hr"})
    member = running.team.get(role="hr")
    client.post(at(running, f"team/{member.pk}"), {"person": jonas.pk, "responsibilities": "Pay"})
    member.refresh_from_db()
    shown = client.get(at(running, "team")).content.decode()
    client.post(at(running, f"team/{member.pk}/leave"))

    assert (member.person, member.responsibilities) == (jonas, "Pay")
    assert "Jonas Weiler" in shown
    assert not running.team.filter(role="hr").exists()


def test_another_role_needs_a_name(running: Transition, lead: User, sign_in: SignIn) -> None:
    ruth = make_person("Ruth Aigner")

    response = sign_in(lead).post(at(running, "team/new"), {"person": ruth.pk, "role": "other"})

    assert response.status_code == 422
    assert "Say what the role is called." in response.content.decode()


def test_a_refused_change_of_the_team_says_why(
    running: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    member = running.team.get(role="incoming")

    changed = sign_in(lead).post(at(running, f"team/{member.pk}"), {"person": owner.pk})
    removed = sign_in(lead).post(at(running, f"team/{member.pk}/leave"))

    assert changed.status_code == removed.status_code == 422
    assert "Tomas hands this account over." in changed.content.decode()
    assert "A transition needs its Incoming KAM." in removed.content.decode()


def test_whoever_takes_over_but_has_left_is_to_be_replaced(
    running: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    User.objects.filter(pk=successor.pk).update(is_active=False)

    shown = sign_in(lead).get(running.get_absolute_url())

    header, page = shown.context["header"], shown.content.decode()
    off = {button.label: button.why for button in header.menu if not button.url}
    assert header.main.label == "Name another incoming KAM"
    assert header.main.url == at(running, "team")
    assert off["Move ownership"] == "Priya Raman can no longer sign in."
    assert "Ownership cannot move. Priya Raman can no longer sign in. Name another" in page
    assert "Ownership can move now." not in page


def test_an_account_that_went_elsewhere_ends_the_handover(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=running.account_id).update(owner=lead)

    shown = sign_in(lead).get(running.get_absolute_url())

    header, page = shown.context["header"], shown.content.decode()
    off = {button.label: button.why for button in header.menu if not button.url}
    assert header.main.label == "Cancel…"
    assert header.main not in header.menu
    assert off["Move ownership"] == "Brightwater Foods belongs to Helena Brandt now."
    assert "Cancel this transition and make a new one." in page


def test_an_account_that_was_given_on_is_not_said_to_be_the_successors(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    ownership.move(running.pk, by=lead, now=NOW, override_reason="He left")
    Account.objects.filter(pk=running.account_id).update(owner=lead)

    page = sign_in(lead).get(running.get_absolute_url()).content.decode()

    assert "Brightwater Foods belongs to Helena now." in page
    assert "Brightwater Foods belongs to Priya now." not in page


def test_a_new_incoming_kam_is_told_in_a_sentence(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    jonas = make_person("Jonas Weiler", team=lead.team)
    member = running.team.get(role="incoming")

    answer = sign_in(lead).post(
        at(running, f"team/{member.pk}"),
        {"person": jonas.pk, "seen": member.fingerprint},
        follow=True,
    )

    assert "Jonas Weiler is the incoming KAM now." in answer.content.decode()
