"""Deactivating somebody, and letting them in again."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Team, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import PASSWORD, AbsenceFactory, UserFactory
from tests.factories.transitions import make_transition
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember


def test_the_page_shows_what_somebody_holds_here(
    sign_in: SignIn, administrator: User, lead: User, team: Team
) -> None:
    AbsenceFactory.create(person=lead, starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 2))
    AbsenceFactory.create(person=lead, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    invitee = Invitee("mira@norvane.example", "Mira", Role.KAM)
    invitations.invite(invitee, by=lead, now=timezone.now())

    page = sign_in(administrator).get(f"/people/{lead.pk}/deactivate/").text

    assert f'Leads 1 team: <a href="/people/teams/{team.pk}/">Industry</a>.' in page
    assert "1 absence ahead</a>" in page
    assert "1 invitation</a> that nobody has accepted" in page
    assert "Helena looks after no account." in page
    assert "Helena has nothing to do in an open transition." in page
    holds = "Helena holds no account and nothing in open transitions."
    assert f"{holds} Besides: 1 team, 1 absence ahead and 1 waiting invitation." in page
    assert "Start a transition" not in page


def test_what_somebody_does_not_hold_is_not_counted(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    page = sign_in(administrator).get(f"/people/{owner.pk}/deactivate/").text

    assert "Besides" not in page
    assert "0 teams" not in page


@pytest.mark.usefixtures("clock")
def test_what_somebody_holds_is_counted_and_listed_by_the_server(
    sign_in: SignIn, administrator: User, owner: User, account: Account, lead: User
) -> None:
    AccountFactory.create(owner=owner, name="Alpine Linen")
    running = make_transition(account=account, manager=lead)
    client, url = sign_in(administrator), f"/people/{owner.pk}/deactivate/"

    page = client.get(url).text
    refused = client.post(url).text

    assert running.checklist
    items = running.checklist.items.of(owner).open().count()
    holds = (
        f'Tomas holds <a href="/accounts/?owner={owner.pk}">2 accounts</a>, 1 open transition and '
        f'<a href="/items/?doer={owner.pk}&amp;state=held">{items} open items</a>.'
    )
    assert holds in page and holds in refused
    assert "Alpine Linen</a>" in page and f"/transitions/{running.pk}/team/" in page
    assert ">1 of them</a>." in page


@pytest.mark.usefixtures("clock")
def test_what_is_not_held_is_not_counted(
    sign_in: SignIn, administrator: User, hr: User, account: Account, lead: User
) -> None:
    running = make_transition(account=account, manager=lead)
    TeamMember.objects.create(transition=running, role=TeamRole.HR, person=hr)

    page = sign_in(administrator).get(f"/people/{hr.pk}/deactivate/").text

    assert f"{hr.first_name} holds no account and 1 open transition." in page


def test_a_ticked_box_deactivates_and_moves_nothing(
    sign_in: SignIn, administrator: User, lead: User, team: Team
) -> None:
    client = sign_in(administrator)

    client.post(f"/people/{lead.pk}/deactivate/", {"has_seen": "on"})

    lead.refresh_from_db()
    team.refresh_from_db()
    assert (lead.is_active, team.lead) == (False, lead)
    assert "Helena Brandt can no longer sign in." in client.get(f"/people/{lead.pk}/").text
    answer = Client().post("/auth/login/", {"login": lead.email, "password": PASSWORD})
    assert answer.status_code == 302 and "inactive" in answer.headers["Location"]


def test_nothing_happens_without_the_tick(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    answer = sign_in(administrator).post(f"/people/{owner.pk}/deactivate/")

    owner.refresh_from_db()
    assert answer.status_code == 422
    assert "Tick this to deactivate Tomas." in answer.text
    assert owner.is_active


@pytest.mark.parametrize("name", ["lead", "hr", "reader", "stranger", "owner"])
def test_only_administrators_decide_who_can_sign_in(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str
) -> None:
    client = sign_in(request.getfixturevalue(name))

    closing = client.post(f"/people/{owner.pk}/deactivate/", {"has_seen": "on"})
    opening = client.post(f"/people/{owner.pk}/activate/")

    owner.refresh_from_db()
    assert (closing.status_code, opening.status_code, owner.is_active) == (403, 403, True)


def test_nobody_deactivates_themselves(sign_in: SignIn, administrator: User) -> None:
    UserFactory.create(role=Role.ADMINISTRATOR)
    client, url = sign_in(administrator), f"/people/{administrator.pk}/deactivate/"

    answer = client.post(url, {"has_seen": "on"})

    administrator.refresh_from_db()
    assert answer.status_code == 422
    assert "You cannot deactivate yourself. Ask another administrator." in answer.text
    assert administrator.is_active
    shown = client.get(url).text.split('id="main"')[1]
    assert "<form" not in shown
    assert "signed out everywhere" not in shown


def test_somebody_is_let_in_again(sign_in: SignIn, administrator: User, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    client = sign_in(administrator)

    again = client.get(f"/people/{owner.pk}/deactivate/")
    client.post(f"/people/{owner.pk}/activate/")

    owner.refresh_from_db()
    assert again.headers["Location"] == f"/people/{owner.pk}/"
    assert owner.is_active
