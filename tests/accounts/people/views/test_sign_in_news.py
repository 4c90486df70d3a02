"""Who signs in differently from now on is told by mail, with what to do if it was not them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.people.models import SecurityEvent, User
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.factories.people import PASSWORD
from tests.support.codes import code, give_app, give_passkey, give_recovery_codes, secret_on

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
NEW = "another long and quiet sentence"
BOTH = {"password1": NEW, "password2": NEW}
DJANGOS = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def client(client: Client, owner: User) -> Client:
    client.post("/auth/login/", {"login": owner.email, "password": PASSWORD})
    return client


def test_a_new_password_is_told_with_what_to_do_if_it_was_somebody_else(
    client: Client, owner: User, settings: Settings
) -> None:
    settings.SITE_URL = "https://changeover.example/"

    client.post("/auth/password/change/", {"oldpassword": PASSWORD, **BOTH})

    mail = Message.objects.get()
    assert (mail.to, mail.person, mail.kind) == (owner.email, owner, "account")
    assert mail.subject.startswith("Your password was changed")
    for text in (mail.body_text, mail.body_html):
        assert "It was not you?" in text
        assert "Choose a new password at once." in text
        assert "https://changeover.example/auth/password/reset/" in text
        assert NEW not in text
    assert "style=" in mail.body_html


def test_a_password_that_stays_as_it_is_is_no_news(client: Client, owner: User) -> None:
    client.post("/auth/password/change/", {"oldpassword": "wrong", **BOTH})

    assert not Message.objects.exists()


def test_a_password_chosen_through_a_link_is_told(owner: User) -> None:
    somebody = Client()
    somebody.post("/auth/password/reset/", {"email": owner.email})
    asked = Message.objects.get().body_text
    link = re.findall(r"https?://[^/]+(/auth/password/reset/key/\S+)", asked)
    somebody.post(somebody.get(link[0]).headers["Location"], BOTH)

    mail = Message.objects.latest("pk")
    assert mail.to == owner.email
    assert "Through a link in a mail" in mail.body_text


def test_a_factor_is_told_once_when_it_comes_and_once_when_it_goes(
    client: Client, owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    secret = secret_on(client.get("/auth/second-factor/app/").text)

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/auth/second-factor/app/", {"code": code(secret)})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/auth/second-factor/app/remove/")

    came, went = Message.objects.order_by("pk")
    assert came.subject.startswith("A second factor was added")
    assert went.subject.startswith("A second factor was removed")
    assert "Authenticator app" in came.body_text and "Authenticator app" in went.body_text
    assert SecurityEvent.objects.filter(details="Recovery codes").count() == 2


def test_what_an_administrator_takes_away_is_told_in_one_mail_that_names_them(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    give_app(owner)
    give_passkey(owner)
    give_recovery_codes(owner)

    sign_in(administrator).post(f"/people/{owner.pk}/second-factor/")

    mail = Message.objects.get()
    assert mail.to == owner.email
    assert mail.subject.startswith("Your second factors were removed")
    assert "by Ada Berg." in mail.body_text
    assert "Authenticator app\nPasskey “Laptop”\nRecovery codes\n" in mail.body_text
    assert "You did not ask for it?" in mail.body_text


def test_a_password_set_in_the_administration_is_kept_and_told(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    client, path = sign_in(administrator), f"/admin/people/user/{owner.pk}/password/"

    client.post(path, {"usable_password": "true", "password1": NEW, "password2": "else"})
    untouched = SecurityEvent.objects.filter(kind="password_changed").exists()
    client.post(path, {"usable_password": "true", **BOTH})

    owner.refresh_from_db()
    assert owner.check_password(NEW)
    assert not untouched
    row = SecurityEvent.objects.get(kind="password_changed")
    assert (row.person, row.by, row.details) == (owner, administrator, "In the administration")
    mail = Message.objects.get()
    assert (mail.to, mail.person) == (owner.email, owner)
    assert "Your password was changed by Ada Berg." in mail.body_text


@pytest.mark.parametrize("page", ["password_change/", "password_change/done/"])
def test_administrators_change_their_own_password_where_everybody_does(
    sign_in: SignIn, administrator: User, page: str
) -> None:
    old = administrator.password

    answer = sign_in(administrator).post(f"/admin/{page}", DJANGOS)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/auth/password/change/")
    administrator.refresh_from_db()
    assert administrator.password == old


def test_a_password_changed_on_the_way_from_the_administration_is_kept_and_told(
    sign_in: SignIn, administrator: User
) -> None:
    client = sign_in(administrator)
    page = client.get("/admin/password_change/").headers["Location"]

    client.post(page, {"oldpassword": PASSWORD, **BOTH})

    row = SecurityEvent.objects.get(kind="password_changed")
    assert (row.person, row.by, row.details) == (administrator, None, "")
    assert Message.objects.get().to == administrator.email


def test_where_passwords_are_the_providers_nobody_is_sent_to_choose_one(
    sign_in: SignIn, administrator: User, owner: User, settings: Settings
) -> None:
    settings.OIDC_ONLY = True
    give_passkey(owner)

    sign_in(administrator).post(f"/people/{owner.pk}/second-factor/")

    text = Message.objects.get().body_text
    assert "Tell an administrator at once" in text
    assert "/profile/security/" in text
    assert "/auth/password/reset/" not in text
