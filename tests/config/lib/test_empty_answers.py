"""A form that is sent empty comes back with what is missing, never as if nobody had sent it."""

import pytest
from django.test import Client, RequestFactory

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib.forms import posted
from tests.conftest import SignIn
from tests.factories.transitions import make_transition

MISSING = "Fill this in."


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/new/",
        "/accounts/{account}/edit/",
        "/accounts/{account}/contacts/new/",
        "/people/teams/new/",
        "/people/teams/{team}/edit/",
        "/people/invitations/new/",
        "/people/{person}/edit/",
        "/profile/",
        "/transitions/{transition}/log/new/",
        "/transitions/{transition}/items/new/",
    ],
)
def test_an_empty_answer_comes_back_with_its_mistakes(
    path: str, sign_in: SignIn, administrator: User, owner: User, account: Account
) -> None:
    transition = make_transition(account=account)
    known = {"account": account.pk, "team": owner.team_id, "person": owner.pk}

    answer = sign_in(administrator).post(path.format(**known, transition=transition.pk))

    assert answer.status_code == 422
    assert MISSING in answer.text


@pytest.mark.django_db
def test_so_does_that_of_the_first_visit() -> None:
    assert MISSING in Client().post("/welcome/").text


def test_who_only_looks_is_told_of_no_mistake(rf: RequestFactory) -> None:
    assert posted(rf.get("/?name=x")) is None
    assert posted(rf.post("/")) is not None
