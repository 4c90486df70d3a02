"""The company's own sign-in where it is the only way in."""

from __future__ import annotations

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.people.adapter import AccountAdapter
from accounts.people.choices import Role
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import invitation_mail
from accounts.people.rules import invitation_link
from config.lib.mail.models import Message
from tests.factories.invitations import invite
from tests.factories.people import PASSWORD, UserFactory
from tests.support.oidc import Provider
from tests.support.sign_ins import who

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


@pytest.fixture
def only_openid(settings: Settings, provider: Provider) -> None:
    settings.OIDC_ONLY = True
    settings.AUTHENTICATION_BACKENDS = [
        "accounts.people.adapter.password.AdministratorsOnlyBackend"
    ]


def password(client: Client, person: User) -> str:
    answer = client.post("/auth/login/", {"login": person.email, "password": PASSWORD})
    return answer.headers.get("Location", str(answer.status_code))


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
