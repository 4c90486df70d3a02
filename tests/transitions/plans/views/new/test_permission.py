"""Who may hand an account over, and which one."""

from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import make_transition
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers, errors
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("role", [Role.KAM, Role.HR, Role.LEADER])
def test_only_managers_start_transitions(sign_in: SignIn, role: Role, answers: Answers) -> None:
    client = sign_in(UserFactory.create(role=role))

    replies = [client.get(NEW), client.post(NEW, answers), client.get(PREVIEW)]

    assert [reply.status_code for reply in replies] == [403, 403, 403]
    assert "Managers start transitions." in replies[0].content.decode()
    assert not Transition.objects.exists()


def test_a_strangers_account_cannot_be_preselected(
    sign_in: SignIn, account: Account, template: Template
) -> None:
    manager = UserFactory.create(role=Role.MANAGER)

    assert sign_in(manager).get(f"{NEW}?account={account.pk}").status_code == 404


def test_an_account_of_another_team_is_handed_over_by_its_manager(
    sign_in: SignIn, account: Account, successor: User, lead: User, template: Template
) -> None:
    guest = UserFactory.create(role=Role.MANAGER)
    transition = make_transition(account=account, incoming=successor, manager=lead)
    transition.team.create(role="backup", person=guest)
    account.accesses.create(person=guest)

    response = sign_in(guest).get(f"{NEW}?account={account.pk}")

    assert response.status_code == 403
    assert "Their manager starts its transition." in response.content.decode()


def test_a_strangers_account_is_refused_in_the_form(
    sign_in: SignIn, account: Account, answers: Answers
) -> None:
    manager = UserFactory.create(role=Role.MANAGER)
    AccountFactory.create(owner=manager)

    response = sign_in(manager).post(NEW, answers)

    assert errors(response)["account"] == ["You cannot hand over this account. Choose another one."]
    assert account.name not in response.content.decode()
