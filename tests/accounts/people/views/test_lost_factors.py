"""Second factors are removed, lost and given anew."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.people.models import SecurityEvent, User
from tests.conftest import SignIn
from tests.factories.people import PASSWORD
from tests.support.codes import code, give_app, give_passkey, give_recovery_codes
from tests.support.sign_ins import audited_of, begin

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
APP = "/auth/second-factor/app/"
STEP = "/auth/second-factor/step/"


def test_who_signed_in_a_while_ago_says_once_more_who_they_are(
    sign_in: SignIn, owner: User
) -> None:
    client = sign_in(owner)

    asked = client.get(APP).headers["Location"]
    wrong = client.post(asked, {"password": "wrong", "next": APP})
    right = client.post(asked, {"password": PASSWORD, "next": APP})

    assert asked.startswith("/auth/again/")
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    assert right.headers["Location"] == APP
    assert client.get(APP).status_code == 200


def test_removing_the_last_factor_takes_the_recovery_codes_along(
    client: Client, owner: User
) -> None:
    secret = give_app(owner)
    give_recovery_codes(owner)
    begin(client, owner)
    client.post(STEP, {"code": code(secret)})

    client.post(f"{APP}remove/")

    assert not Authenticator.objects.exists()
    assert ("factor_removed", "Authenticator app") in audited_of(owner)


def test_nobody_touches_the_passkeys_of_somebody_else(
    client: Client, owner: User, stranger: User
) -> None:
    passkey = give_passkey(owner)
    begin(client, stranger)

    renamed = client.post(f"/auth/passkeys/{passkey.pk}/", {"name": "Mine"})
    removed = client.post(f"/auth/passkeys/{passkey.pk}/remove/")

    assert (renamed.status_code, removed.status_code) == (404, 404)
    assert Authenticator.objects.get().data["name"] == "Laptop"


def test_an_administrator_lets_somebody_in_again(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    give_app(owner)
    give_passkey(owner)
    theirs = Client()
    theirs.force_login(owner)
    theirs.get("/profile/")
    client = sign_in(administrator)
    path = f"/people/{owner.pk}/second-factor/"

    shown = client.get(path).text
    client.post(path)

    assert "Remove every second factor" in shown
    assert not Authenticator.objects.exists()
    assert theirs.get("/profile/").headers["Location"].startswith("/auth/login/")
    rows = SecurityEvent.objects.filter(kind="factor_removed", person=owner, by=administrator)
    assert {row.details for row in rows} == {"Authenticator app", "Passkey “Laptop”"}


def test_an_administrator_unties_somebody_who_got_a_new_account_at_the_provider(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    client, path = sign_in(administrator), f"/people/{owner.pk}/second-factor/"
    before = client.get(path).text
    SocialAccount.objects.create(provider="company", uid="old", user=owner)

    shown = client.get(path).text
    client.post(path)

    assert "<button" not in before.split('id="lost"')[1].split("</section>")[0]
    assert "Untie the account" in shown
    assert not SocialAccount.objects.exists()
    row = SecurityEvent.objects.get(kind="factor_removed")
    assert (row.person, row.by, row.details) == (owner, administrator, "OpenID account")


def test_nobody_else_does(sign_in: SignIn, owner: User, lead: User) -> None:
    give_app(owner)

    answer = sign_in(lead).post(f"/people/{owner.pk}/second-factor/")

    assert answer.status_code == 404
    assert Authenticator.objects.count() == 1


def test_the_command_lets_somebody_in_again_and_says_what_it_did(
    owner: User, capsys: pytest.CaptureFixture[str]
) -> None:
    give_app(owner)

    call_command("remove_factors", owner.email.upper())
    first = capsys.readouterr().out
    call_command("remove_factors", owner.email)

    assert "Removed from Tomas Eriksen: Authenticator app." in first
    assert "nothing was changed" in capsys.readouterr().out
    assert audited_of(owner) == [("factor_removed", "Authenticator app, at the server")]


@pytest.mark.django_db
def test_the_command_knows_only_people_who_are_here() -> None:
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("remove_factors", "nobody@norvane.example")


def test_who_has_only_a_passkey_is_not_asked_for_the_code_of_an_app(
    client: Client, owner: User
) -> None:
    give_passkey(owner)
    give_recovery_codes(owner)
    client.force_login(owner)

    without_app = client.get("/auth/second-factor/again/").text
    give_app(owner)
    with_app = client.get("/auth/second-factor/again/").text

    assert "Type one of your recovery codes." in without_app
    assert "app" not in without_app.split("<h1>")[1].split("</form>")[0]
    assert "Type the code that your app shows now." in with_app


def test_a_wrong_recovery_code_of_somebody_without_an_app_is_told_in_words_of_recovery_codes(
    client: Client, owner: User
) -> None:
    give_passkey(owner)
    give_recovery_codes(owner)
    client.force_login(owner)

    answer = client.post("/auth/second-factor/again/", {"code": "1234 5678"})

    assert answer.status_code == 422
    assert '<label class="form-label" for="id_code">Recovery code' in answer.text
    assert "This is none of your recovery codes, or it has been used." in answer.text
    assert "authenticator app" not in answer.text.split("<h1>")[1].split("</form>")[0]
    assert "newest" not in answer.text
