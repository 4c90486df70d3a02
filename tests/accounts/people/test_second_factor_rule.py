"""Whose role needs a second factor reaches nothing before it is set up."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.people.models import User
from accounts.people.queries import second_factors
from config.lib.environment import Misconfigured
from tests.conftest import SignIn
from tests.factories.people import PASSWORD
from tests.support.codes import code, give_app, give_passkey, give_recovery_codes, secret_on

NEEDED = "/auth/second-factor/"
APP = "/auth/second-factor/app/"


@pytest.fixture(autouse=True)
def rule(settings: Settings, db: None) -> None:
    cache.clear()
    settings.SECOND_FACTOR_ROLES = ["administrator", "manager"]


@pytest.mark.parametrize(
    "path", ["/dashboard/", "/profile/", "/profile/security/", "/admin/", "/accounts/", "/nothing/"]
)
def test_every_page_leads_to_setting_one_up(
    sign_in: SignIn, administrator: User, path: str
) -> None:
    answer = sign_in(administrator).get(path)

    if path == "/nothing/":
        assert answer.status_code == 404
    else:
        assert answer.headers["Location"] == NEEDED


def test_a_form_that_is_sent_all_the_same_changes_nothing(sign_in: SignIn, lead: User) -> None:
    answer = sign_in(lead).post("/profile/", {"full_name": "Somebody else"})

    lead.refresh_from_db()
    assert answer.headers["Location"] == NEEDED
    assert lead.full_name == "Helena Brandt"


def test_a_part_of_a_page_leads_there_as_a_whole(sign_in: SignIn, lead: User) -> None:
    answer = sign_in(lead).get("/transitions/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (403, NEEDED)
    assert answer.content == b""


def test_what_one_needs_to_set_it_up_or_to_leave_stays_open(sign_in: SignIn, lead: User) -> None:
    client = sign_in(lead)

    assert "With the role Manager" in client.get(NEEDED).text
    assert client.get(APP).headers["Location"].startswith("/auth/again/")
    assert client.get("/healthz").status_code == 200
    assert client.post("/auth/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_afterwards_one_goes_on_to_where_one_wanted(client: Client, lead: User) -> None:
    client.post("/auth/login/", {"login": lead.email, "password": PASSWORD, "next": "/reports/"})
    client.get("/reports/?page=1")
    page = client.get(APP).text
    secret = secret_on(page)

    client.post(APP, {"code": code(secret)})
    client.get("/auth/second-factor/codes/")
    answer = client.get("/auth/second-factor/done/")

    assert answer.headers["Location"] == "/reports/?page=1"
    assert client.get("/reports/").status_code == 200


def test_people_of_other_roles_need_none(sign_in: SignIn, owner: User) -> None:
    assert sign_in(owner).get("/profile/").status_code == 200


@pytest.mark.parametrize("give", [give_app, give_passkey])
def test_an_app_or_a_passkey_is_enough(sign_in: SignIn, lead: User, give: object) -> None:
    give(lead)  # type: ignore[operator]

    assert sign_in(lead).get("/profile/").status_code == 200


def test_recovery_codes_alone_are_not(sign_in: SignIn, lead: User) -> None:
    give_recovery_codes(lead)

    assert sign_in(lead).get("/profile/").headers["Location"] == NEEDED


def test_without_the_rule_nobody_needs_one_and_no_page_asks(
    sign_in: SignIn,
    lead: User,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(lead)
    settings.SECOND_FACTOR_ROLES = []

    with django_assert_num_queries(2):  # session and person
        client.get("/")


def test_a_role_that_does_not_exist_refuses_to_start() -> None:
    with pytest.raises(Misconfigured, match="SECOND_FACTOR_ROLES names boss; there are"):
        second_factors.check_roles(["manager", "boss"])
