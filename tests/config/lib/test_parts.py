"""Parts of a page that another room makes."""

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from accounts.people.models import User
from tests.factories.accounts import AccountFactory


def asked_by(user: User, *, method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, "/people/?says=nothing")
    request.user = user
    return request


def shown(request: HttpRequest, tag: str, **values: object) -> str:
    return Template("{% " + tag + " %}").render(Context({"request": request, **values}))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_part_is_what_its_address_answers_without_the_page_around_it(
    owner: User, method: str
) -> None:
    AccountFactory.create(owner=owner, name="Alpine Linen")
    request = asked_by(owner, method=method)

    part = shown(request, 'part_of "person_accounts" who', who=owner.pk)

    assert "Alpine Linen</a>" in part and "<html" not in part
    assert (request.method, "HX-Request" in request.headers) == (method, False)


def test_a_part_can_be_asked_something(owner: User) -> None:
    tag = 'part_of "person_accounts" who says="number"'

    assert shown(asked_by(owner), tag, who=owner.pk) == "no account"


@pytest.mark.parametrize(
    "tag", ['part_of "no_such_address" 1', 'part_of "person_held" who', 'part_of "person" 999999']
)
def test_what_is_not_there_or_not_for_who_looks_is_left_out(owner: User, tag: str) -> None:
    assert shown(asked_by(owner), tag, who=owner.pk) == ""
