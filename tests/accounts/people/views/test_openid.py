"""Coming in by the company's own sign-in: a real provider answers on this machine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from accounts.people.adapter import AccountAdapter
from accounts.people.choices import Role
from accounts.people.models import Invitation, SecurityEvent, User
from accounts.people.operations import invitation_mail
from accounts.people.operations.openid import Claims
from accounts.people.rules import invitation_link
from config.lib.environment import Misconfigured
from config.lib.mail.models import Message
from config.lib.openid import openid_provider, trusts_addresses
from tests.factories.people import PASSWORD, UserFactory
from tests.support.oidc import UNSAID, Provider, asked, provider, provider_process

__all__ = ["provider", "provider_process"]

MINE, BOSS = "tomas.eriksen@norvane.example", "boss@norvane.example"


@pytest.fixture(autouse=True)
def no_attempts_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def only_openid(settings: Settings, provider: Provider) -> None:
    settings.OIDC_ONLY = True
    settings.AUTHENTICATION_BACKENDS = [
        "accounts.people.adapter.password.AdministratorsOnlyBackend"
    ]


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def invite(email: str, by: User, days: int = 7) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        email=email,
        full_name="Nora Lind",
        role=Role.HR,
        invited_by=by,
        invited_at=now - timedelta(days=8),
        expires_at=now + timedelta(days=days),
    )


def password(client: Client, person: User) -> str:
    answer = client.post("/auth/login/", {"login": person.email, "password": PASSWORD})
    return answer.headers.get("Location", str(answer.status_code))


@pytest.mark.parametrize("path", ["/auth/oidc/company/", "/auth/oidc/other/"])
def test_nothing_of_it_is_there_unless_it_is_configured(
    client: Client, owner: User, path: str
) -> None:
    assert client.post(path).status_code == 404
    assert client.get(f"{path}callback/?code=1&state=2").status_code == 404
    assert "Sign in with Open" not in client.get("/auth/login/").text
    assert client.get("/auth/by-provider/").status_code == 404


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


def test_only_a_button_starts_it_and_it_asks_for_a_challenge_a_nonce_and_a_state(
    client: Client, provider: Provider, owner: User
) -> None:
    question = asked(provider.address(client))

    assert client.get("/auth/oidc/company/").status_code == 405
    assert question["code_challenge_method"] == "S256"
    assert len(question["code_challenge"]) >= 43
    assert len(question["nonce"]) >= 32
    assert len(question["state"]) >= 16
    assert question["redirect_uri"] == "http://testserver/auth/oidc/company/callback/"
    assert set(question["scope"].split()) == {"openid", "email", "profile"}


def test_nobody_starts_it_for_another_purpose(
    client: Client, provider: Provider, owner: User
) -> None:
    address = provider.address(client, process="connect", scope="everything", auth_params="x=y")

    states = client.session["socialaccount_states"].values()
    assert [state["process"] for state, *_ in states] == ["login"]
    assert "everything" not in address


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


def test_somebody_whom_nobody_has_invited_learns_whom_to_ask(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-nobody", email="nobody@norvane.example")

    answer = provider.sign_in(client, "sub-nobody")

    assert answer.status_code == 403
    assert "Ask an administrator" in answer.content.decode()
    assert User.objects.count() == 2  # the owner and their lead
    assert SecurityEvent.objects.get().email == "nobody@norvane.example"


def test_an_invitation_that_waits_is_accepted_by_coming_in(
    client: Client, provider: Provider, administrator: User
) -> None:
    invitation = invite("nora.lind@norvane.example", administrator)
    provider.knows("sub-nora", email="Nora.Lind@norvane.example")

    provider.sign_in(client, "sub-nora")

    invitation.refresh_from_db()
    nora = User.objects.get(email__iexact="nora.lind@norvane.example")
    assert (invitation.person, invitation.accepted_at is not None) == (nora, True)
    assert (nora.full_name, nora.role, nora.has_usable_password()) == ("Nora Lind", "hr", False)
    assert who(client) == str(nora.pk)
    assert [event.kind for event in SecurityEvent.objects.all()] == ["signed_in", "joined"]


def test_an_invitation_that_is_too_old_lets_nobody_in(
    client: Client, provider: Provider, administrator: User
) -> None:
    invite("nora.lind@norvane.example", administrator, days=-1)
    provider.knows("sub-late", email="nora.lind@norvane.example")

    assert provider.sign_in(client, "sub-late").status_code == 403
    assert not User.objects.filter(full_name="Nora Lind").exists()


def test_somebody_deactivated_stays_out_and_is_not_tied(
    client: Client, provider: Provider, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    provider.knows("sub-gone", email=owner.email)

    answer = provider.sign_in(client, "sub-gone")

    assert answer.headers["Location"] == "/auth/inactive/"
    assert who(client) == ""
    assert not SocialAccount.objects.exists()
    assert SecurityEvent.objects.get().details == "Deactivated"


def test_a_domain_that_is_not_allowed_stays_out(
    client: Client, provider: Provider, owner: User, settings: Settings
) -> None:
    settings.OIDC_ALLOW_DOMAINS = ["elsewhere.example"]
    provider.knows("sub-domain", email=owner.email)

    answer = provider.sign_in(client, "sub-domain")

    assert answer.status_code == 403
    assert "this domain" in answer.content.decode()


def test_an_answer_for_another_nonce_is_refused(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-nonce", email=owner.email)
    address = provider.address(client)
    other = address.replace(asked(address)["nonce"], "a-nonce-of-somebody-else")

    back = provider.authorize(other, "sub-nonce")
    answer = client.get(back.removeprefix("http://testserver"))

    assert answer.status_code == 401
    assert "too old or did not fit" in answer.text
    assert who(client) == ""


def test_an_answer_is_good_for_the_browser_that_asked_and_once(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-state", email=owner.email)
    back = provider.authorize(provider.address(client), "sub-state").removeprefix(
        "http://testserver"
    )
    elsewhere = Client()

    stolen = elsewhere.get(back)
    first = client.get(back)
    client.post("/auth/logout/")
    second = client.get(back)

    assert (stolen.status_code, first.status_code, second.status_code) == (401, 302, 401)
    assert who(elsewhere) == ""


def test_stopping_at_the_provider_says_that_nothing_has_changed(
    client: Client, provider: Provider, owner: User
) -> None:
    state = asked(provider.address(client))["state"]

    answer = client.get(f"/auth/oidc/company/callback/?error=access_denied&state={state}")

    assert answer.headers["Location"] == "/auth/cancelled/"
    assert "You stopped halfway" in client.get("/auth/cancelled/").text


def test_a_provider_that_is_down_says_so(client: Client, owner: User, settings: Settings) -> None:
    settings.OIDC_NAME = "Norvane ID"
    settings.SOCIALACCOUNT_PROVIDERS = openid_provider("x", "http://127.0.0.1:9", "a", "b")

    answer = client.post("/auth/oidc/company/")

    assert answer.status_code == 503
    assert "Norvane ID does not answer" in answer.text


def test_the_provider_is_asked_about_itself_once_in_a_while(
    client: Client, provider: Provider, owner: User, settings: Settings
) -> None:
    first = provider.address(client)
    key = f"openid:{provider.url}/.well-known/openid-configuration"
    moved = cache.get(key) | {"authorization_endpoint": "https://login.norvane.example/now"}
    cache.set(key, moved)

    second = provider.address(client)

    assert first.startswith(provider.url)
    assert second.startswith("https://login.norvane.example/now?")


def test_whoever_starts_it_over_and_over_waits_a_minute(
    client: Client, provider: Provider, owner: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "openid": "2/m/ip"}

    answers = [Client().post("/auth/oidc/company/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "sessionid" not in answers[2].cookies


def test_a_second_factor_is_asked_for_all_the_same(
    client: Client, provider: Provider, owner: User
) -> None:
    TOTP.activate(owner, generate_totp_secret())
    provider.knows("sub-two", email=owner.email)

    answer = provider.sign_in(client, "sub-two")

    assert answer.headers["Location"] == "/auth/second-factor/step/"
    assert who(client) == ""


@pytest.mark.usefixtures("only_openid")
def test_where_it_is_the_only_way_in_the_right_password_helps_administrators_only(
    owner: User, administrator: User
) -> None:
    assert password(Client(), owner) == "422"
    assert password(Client(), administrator) == "/"


@pytest.mark.usefixtures("only_openid")
def test_where_it_is_the_only_way_in_an_invitation_is_accepted_by_it(
    client: Client, administrator: User, settings: Settings
) -> None:
    invitation = invite("nora.lind@norvane.example", administrator)

    answer = client.post(invitation_link(invitation.key), {"full_name": "Nora Lind"})

    assert answer.headers["Location"] == "/auth/login/"
    assert "that accepts the invitation" in client.get("/auth/login/").text
    mail = invitation_mail.draft(invitation, administrator)
    for text in (mail.body_text, mail.body_html):
        assert f"ign in with {settings.OIDC_NAME}" in text
        assert "hoose a password" not in text
    assert not User.objects.filter(full_name="Nora Lind").exists()


@pytest.mark.usefixtures("only_openid")
@pytest.mark.parametrize(
    ("way", "role", "comes_in"),
    [
        ("mfa", Role.KAM, False),
        ("password_reset", Role.MANAGER, False),
        ("mfa", Role.ADMINISTRATOR, True),
        ("socialaccount", Role.KAM, True),
    ],
)
def test_where_it_is_the_only_way_in_no_other_way_leads_past_it(
    way: str, role: Role, comes_in: bool
) -> None:
    person = UserFactory.create(role=role)
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), person
    record_authentication(request, person, way)

    hooks = {"email_verification": "none", "signal_kwargs": None, "email": None}
    answer = AccountAdapter(request).pre_login(
        request, person, signup=False, redirect_url=None, **hooks
    )

    assert (answer is None) == comes_in
    if answer is not None:
        assert answer.headers["Location"] == "/auth/by-provider/"
        assert SecurityEvent.objects.get().details == "Not by OpenID"


@pytest.mark.usefixtures("only_openid")
def test_where_it_is_the_only_way_in_the_password_form_is_out_of_sight(
    client: Client, owner: User
) -> None:
    shown = client.get("/auth/login/").text
    asked_for = client.get("/auth/login/?password=1").text

    assert 'name="password"' not in shown
    assert "For administrators" in shown
    assert 'name="password"' in asked_for


@pytest.mark.usefixtures("only_openid")
def test_where_it_is_the_only_way_in_it_still_lets_people_in(
    client: Client, provider: Provider, owner: User
) -> None:
    provider.knows("sub-only", email=owner.email)

    provider.sign_in(client, "sub-only")

    assert who(client) == str(owner.pk)
    assert client.get("/profile/").status_code == 200


@pytest.mark.usefixtures("only_openid")
def test_where_it_is_the_only_way_in_nobody_but_administrators_gets_a_password_link(
    client: Client, owner: User, administrator: User
) -> None:
    for person in (owner, administrator):
        client.post("/auth/password/reset/", {"email": person.email})

    assert [mail.to for mail in Message.objects.all()] == [administrator.email]


@pytest.mark.parametrize(
    ("counts", "lands"), [(True, "/dashboard/"), (False, "/auth/second-factor/")]
)
def test_whether_it_counts_as_a_second_factor_is_the_companys_word(
    client: Client, provider: Provider, settings: Settings, counts: bool, lands: str
) -> None:
    settings.SECOND_FACTOR_ROLES = ["manager"]
    settings.OIDC_COUNTS_AS_SECOND_FACTOR = counts
    manager = UserFactory.create(full_name="Mia Manager", role=Role.MANAGER)
    provider.knows("sub-manager", email=manager.email)
    provider.sign_in(client, "sub-manager")

    assert client.get("/").headers["Location"] == lands
