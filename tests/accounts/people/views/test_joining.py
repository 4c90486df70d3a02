"""Following the link of an invitation: in, or told why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import Invitation, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from accounts.people.rules import invitation_link
from tests.conftest import SignIn

PASSWORD = "a long and quiet sentence"
ANSWERS = {
    "full_name": "Mira Köstler",
    "country": "DE",
    "time_zone": "Europe/Berlin",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def sent(administrator: User) -> Invitation:
    invitee = Invitee("mira@norvane.example", "Mira Köstler", Role.KAM)
    return invitations.invite(invitee, by=administrator, now=timezone.now())


def link(sent: Invitation) -> str:
    return invitation_link(Invitation.objects.get(pk=sent.pk).key)


def test_whoever_follows_the_link_chooses_a_password_and_is_signed_in(
    client: Client, sent: Invitation
) -> None:
    page = client.get(link(sent))
    answer = client.post(link(sent), ANSWERS, follow=True)

    assert "Ada Berg invited you. Your role is Key account manager" in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert answer.redirect_chain == [("/", 302), ("/my-work/", 302)]
    assert "Welcome, Mira." in answer.text
    person = User.objects.get(email="mira@norvane.example")
    assert (person.time_zone, person.country) == ("Europe/Berlin", "DE")
    again = Client().post("/auth/login/", {"login": person.email, "password": PASSWORD})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password2": "something else"}, "The two passwords differ."),
        ({"password1": "short", "password2": "short"}, "This password is too short."),
        ({"password1": "mira@norvane", "password2": "mira@norvane"}, "too similar to the e-mail"),
        ({"full_name": ""}, "Fill this in."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
    ],
)
def test_wrong_answers_come_back_and_make_nobody(
    client: Client, sent: Invitation, change: dict[str, str], sentence: str
) -> None:
    answer = client.post(link(sent), {**ANSWERS, **change})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not User.objects.filter(email="mira@norvane.example").exists()


def test_a_role_cannot_be_slipped_in(client: Client, sent: Invitation) -> None:
    client.post(link(sent), {**ANSWERS, "role": "administrator", "email": "x@norvane.example"})

    assert User.objects.get(email="mira@norvane.example").role == Role.KAM
    assert not User.objects.filter(email="x@norvane.example").exists()


def test_a_used_link_says_so(client: Client, sent: Invitation) -> None:
    address = link(sent)
    Client().post(address, ANSWERS)

    answer = client.post(address, ANSWERS)

    assert (answer.status_code, client.get(address).status_code) == (410, 410)
    assert "You have joined already" in answer.text and 'href="/auth/login/"' in answer.text
    assert User.objects.filter(email="mira@norvane.example").count() == 1


def test_a_withdrawn_link_names_whom_to_ask(client: Client, sent: Invitation) -> None:
    invitations.withdraw(sent.pk, now=timezone.now())

    answer = client.post(link(sent), ANSWERS)

    assert answer.status_code == 410
    assert "This invitation was withdrawn" in answer.text
    assert "Ask Ada Berg" in answer.text


def test_an_old_link_says_whom_to_ask_for_a_new_one(client: Client, sent: Invitation) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = client.get(link(sent))

    assert answer.status_code == 410
    assert "Ask Ada Berg to send it again" in answer.text


def test_a_replaced_link_points_to_the_newest_mail(
    client: Client, sent: Invitation, administrator: User
) -> None:
    old = link(sent)
    invitations.send_again(sent.pk, by=administrator, now=timezone.now())

    assert client.get(old).status_code == 410
    assert "Open the newest mail" in client.get(old).text
    assert client.get(link(sent)).status_code == 200


@pytest.mark.parametrize("token", ["x", "eyJh", "a:b:c"])
def test_a_forged_link_is_not_ours(client: Client, administrator: User, token: str) -> None:
    answer = client.get(f"/join/{token}/")

    assert answer.status_code == 404
    assert "This link is not complete" in answer.text


def test_a_key_without_its_signature_opens_nothing(client: Client, sent: Invitation) -> None:
    assert client.get(f"/join/{sent.key}/").status_code == 404
    assert client.get(f"/join/{sent.key.hex}/").status_code == 404


def test_an_address_somebody_got_meanwhile_is_not_given_away(
    client: Client, sent: Invitation
) -> None:
    User.objects.create_user("mira@norvane.example", "x", full_name="Somebody else")

    answer = client.post(link(sent), ANSWERS)

    assert answer.status_code == 410
    assert "Somebody signs in with mira@norvane.example already." in answer.text


def test_somebody_who_is_signed_in_joins_nobody_else(
    sign_in: SignIn, owner: User, sent: Invitation
) -> None:
    answer = sign_in(owner).post(link(sent), ANSWERS)

    assert answer.status_code == 409
    assert "Tomas Eriksen is signed in. Sign out first" in answer.text
    assert not User.objects.filter(email="mira@norvane.example").exists()


def test_a_form_from_elsewhere_is_refused(sent: Invitation) -> None:
    elsewhere = Client(enforce_csrf_checks=True)

    assert elsewhere.post(link(sent), ANSWERS).status_code == 403
    assert not User.objects.filter(email="mira@norvane.example").exists()
