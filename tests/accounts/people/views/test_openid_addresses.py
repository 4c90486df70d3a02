"""By which address or subject the company's own sign-in knows somebody."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from accounts.people.models import SecurityEvent, User
from accounts.people.operations.openid import Claims
from config.lib.environment import Misconfigured
from config.lib.openid import trusts_addresses
from tests.support.oidc import UNSAID, Provider
from tests.support.sign_ins import who

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
MINE, BOSS = "tomas.eriksen@norvane.example", "boss@norvane.example"


def test_a_person_comes_in_by_their_confirmed_address_and_lands_where_they_wanted(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-owner", email=owner.email.upper())

    shown = client.get("/auth/login/").text
    answer = provider.sign_in(client, "sub-owner", next="/profile/")

    assert "Sign in with Norvane ID" in shown
    assert answer.headers["Location"] == "/profile/"
    assert who(client) == str(owner.pk)
    event = SecurityEvent.objects.get()
    assert (event.kind, event.person, event.details) == ("signed_in", owner, "Norvane ID")


def test_afterwards_the_subject_counts_and_not_the_address(
    client: Client, provider: Provider, owner: User, successor: User
) -> None:
    provider.knows("sub-tied", email=owner.email)
    provider.sign_in(client, "sub-tied")
    provider.knows("sub-tied", email=successor.email)

    again = Client()
    provider.sign_in(again, "sub-tied")

    assert who(again) == str(owner.pk)
    assert not SocialAccount.objects.filter(user=successor).exists()


def test_another_account_with_the_same_address_takes_nobody_over(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-first", email=owner.email)
    provider.sign_in(client, "sub-first")
    provider.knows("sub-second", email=owner.email)

    thief = Client()
    answer = provider.sign_in(thief, "sub-second")

    assert answer.status_code == 403
    assert "signs in with another account" in answer.content.decode()
    assert who(thief) == ""
    event = SecurityEvent.objects.filter(kind="refused").get()
    assert (event.person, event.details) == (owner, "Another OpenID account")


@pytest.mark.parametrize("verified", [False, "false", None, "yes"])
def test_an_address_that_the_provider_has_not_confirmed_lets_nobody_in(
    client: Client, provider: Provider, owner: User, verified: object
) -> None:
    provider.knows("sub-unsure", email=owner.email, verified=verified)

    answer = provider.sign_in(client, "sub-unsure")

    assert answer.status_code == 403
    assert "has not confirmed your address" in answer.content.decode()
    assert who(client) == ""
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("verified", "trusts", "comes_in"),
    [(UNSAID, False, False), (UNSAID, True, True), (None, True, True), (False, True, False)],
)
def test_an_address_of_which_the_provider_says_nothing_counts_where_the_company_trusts_it(
    provider: Provider,
    owner: User,
    settings: Settings,
    verified: object,
    trusts: bool,
    comes_in: bool,
) -> None:
    settings.OIDC_TRUST_ADDRESSES = trusts
    client = Client()
    provider.knows("sub-unsaid", email=owner.email, verified=verified)

    provider.sign_in(client, "sub-unsaid")

    assert (who(client) == str(owner.pk)) == comes_in


def test_trust_in_addresses_is_for_named_domains() -> None:
    assert trusts_addresses(True, ["norvane.example"])
    assert not trusts_addresses(False, [])
    with pytest.raises(Misconfigured, match="OIDC_ALLOW_DOMAINS"):
        trusts_addresses(True, [])


@pytest.mark.parametrize(
    ("userinfo", "token", "expected"),
    [
        ({"email": BOSS}, {"email": MINE, "email_verified": True}, (MINE, True)),
        ({"email": BOSS, "email_verified": False}, {"email": MINE}, (BOSS, False)),
        ({"email_verified": True}, {"email": BOSS}, (BOSS, False)),
        ({"email": MINE, "email_verified": "true"}, {"email": BOSS}, (MINE, True)),
        ({"email": MINE, "email_verified": []}, {}, (MINE, False)),
        ({}, {}, ("", False)),
    ],
)
def test_what_one_part_of_the_answer_confirms_is_its_own_address(
    userinfo: dict[str, Any], token: dict[str, Any], expected: tuple[str, bool]
) -> None:
    answer = {"userinfo": userinfo, "id_token": token}

    claims = Claims.of("sub-1", answer, trusts_addresses=False)

    assert (claims.email, claims.is_verified) == expected


def test_a_domain_that_is_not_allowed_stays_out(
    client: Client, provider: Provider, owner: User, settings: Settings
) -> None:
    settings.OIDC_ALLOW_DOMAINS = ["elsewhere.example"]
    provider.knows("sub-domain", email=owner.email)

    answer = provider.sign_in(client, "sub-domain")

    assert answer.status_code == 403
    assert "this domain" in answer.content.decode()
