"""Coming in by the company's own sign-in: a real provider answers on this machine."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.people.choices import Role
from accounts.people.models import SecurityEvent, User
from config.lib.openid import openid_provider
from tests.factories.invitations import invite
from tests.factories.people import UserFactory
from tests.support.oidc import Provider, asked
from tests.support.sign_ins import who

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


@pytest.mark.parametrize("path", ["/auth/oidc/company/", "/auth/oidc/other/"])
def test_nothing_of_it_is_there_unless_it_is_configured(
    client: Client, owner: User, path: str
) -> None:
    assert client.post(path).status_code == 404
    assert client.get(f"{path}callback/?code=1&state=2").status_code == 404
    assert "Sign in with Open" not in client.get("/auth/login/").text
    assert client.get("/auth/by-provider/").status_code == 404


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
