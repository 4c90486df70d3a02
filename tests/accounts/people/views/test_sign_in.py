"""Signing in, a new password, and what an attacker learns from either: nothing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.people.choices import Role
from accounts.people.models import Invitation, Team, User
from accounts.people.operations import invitations, profile
from accounts.people.operations.invitations import Invitee
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.factories.people import PASSWORD

NEW = "another long and quiet sentence"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def attempt(client: Client, email: str, password: str = "wrong", **more: str) -> str:
    answer = client.post("/auth/login/", {"login": email, "password": password, **more})
    return answer.headers.get("Location") or f"{answer.status_code} {answer.text}"


def ask_for_link(client: Client, email: str) -> str:
    answer = client.post("/auth/password/reset/", {"email": email})
    return answer.headers["Location"]


def link_in_mail() -> str:
    found = re.search(
        r"https?://[^/]+(/auth/password/reset/key/\S+)", Message.objects.get().body_text
    )
    assert found
    return found[1]


def test_a_person_signs_in_with_address_and_password(client: Client, owner: User) -> None:
    assert attempt(client, owner.email.upper(), PASSWORD) == "/"
    assert client.get("/").headers["Location"] == "/my-work/"


def test_somebody_invited_with_capitals_signs_in_whichever_way_they_write_them(
    client: Client, administrator: User, team: Team
) -> None:
    invitee = Invitee("Nina.Novice@Norvane.example", "Nina Novice", Role.KAM, team)
    invitations.invite(invitee, by=administrator, now=timezone.now())
    newcomer = User.objects.create_user("Nina.Novice@Norvane.example", PASSWORD, full_name="Nina")
    kept = "nina.novice@norvane.example"

    answers = [attempt(Client(), typed, PASSWORD) for typed in (kept, kept.title(), kept.upper())]

    assert answers == ["/"] * 3
    assert newcomer.email == Invitation.objects.get().email == kept
    assert ask_for_link(client, kept.title()) and Message.objects.filter(to=kept).count() == 2


def test_nobody_else_is_kept_from_signing_in_where_one_person_forgot_their_password(
    client: Client, owner: User, lead: User
) -> None:
    for _ in range(12):
        attempt(client, owner.email)

    assert attempt(client, lead.email, PASSWORD) == "/"


def test_after_signing_in_one_is_where_one_wanted_to_go(client: Client, owner: User) -> None:
    assert attempt(client, owner.email, PASSWORD, next="/profile/") == "/profile/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_signing_in_never_leads_to_another_site(
    client: Client, owner: User, elsewhere: str
) -> None:
    assert attempt(client, owner.email, PASSWORD, next=elsewhere) == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: Client, owner: User
) -> None:
    def plain(answer: str, email: str) -> str:
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.replace(email, ""))

    known = plain(attempt(client, owner.email), owner.email)
    unknown = plain(attempt(client, "nobody@norvane.example"), "nobody@norvane.example")

    assert known.startswith("422 ")
    assert "do not belong together" in known
    assert known == unknown


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(
    client: Client, owner: User
) -> None:
    for _ in range(5):
        attempt(client, owner.email)

    answer = attempt(client, owner.email, PASSWORD)

    assert answer.startswith("422 ")
    assert "Wait five minutes" in answer


def test_many_attempts_from_one_place_get_a_page_that_says_to_wait(
    client: Client, owner: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    attempt(client, "one@norvane.example")
    attempt(client, "two@norvane.example")

    answer = attempt(client, "three@norvane.example")

    assert answer.startswith("429 ")
    assert "Too many attempts" in answer


def test_somebody_deactivated_learns_so_only_with_the_right_password(
    client: Client, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert "do not belong together" in attempt(client, owner.email)
    assert attempt(client, owner.email, PASSWORD) == "/auth/inactive/"
    assert "Your sign-in is closed" in client.get("/auth/inactive/").text


def test_nobody_signs_up_on_their_own(client: Client, owner: User) -> None:
    shown = client.get("/auth/signup/").text
    client.post("/auth/signup/", {"email": "a@b.example", "password1": NEW, "password2": NEW})

    assert "Nobody signs up here on their own" in shown
    assert User.objects.filter(email="a@b.example").count() == 0


@pytest.mark.parametrize("path", ["/auth/email/", "/auth/confirm-email/", "/auth/login/code/"])
def test_pages_that_make_no_sense_here_are_not_there(
    sign_in: SignIn, owner: User, path: str
) -> None:
    assert "There is nothing at this address" in sign_in(owner).get(path).text


def test_a_link_in_a_mail_lets_a_person_choose_a_password(client: Client, owner: User) -> None:
    ask_for_link(client, owner.email)
    mail = Message.objects.get()
    form = client.get(link_in_mail()).headers["Location"]

    answer = client.post(form, {"password1": NEW, "password2": NEW})

    assert (mail.to, mail.kind, mail.person) == (owner.email, "account", None)
    assert mail.subject == "Choose a new password for Changeover"
    assert answer.headers["Location"] == "/auth/password/reset/key/done/"
    assert attempt(Client(), owner.email, NEW) == "/"


def test_a_link_works_once(client: Client, owner: User) -> None:
    ask_for_link(client, owner.email)
    link = link_in_mail()
    client.post(client.get(link).headers["Location"], {"password1": NEW, "password2": NEW})

    assert "This link does not work" in Client().get(link).text


def test_a_weak_new_password_comes_back_with_its_mistake(client: Client, owner: User) -> None:
    ask_for_link(client, owner.email)
    form = client.get(link_in_mail()).headers["Location"]

    answer = client.post(form, {"password1": "12345678", "password2": "12345678"})

    assert answer.status_code == 422
    assert "too common" in answer.text


def test_asking_for_a_link_does_not_tell_who_is_here(client: Client, owner: User) -> None:
    known = ask_for_link(client, owner.email)
    unknown = ask_for_link(client, "nobody@norvane.example")

    assert known == unknown == "/auth/password/reset/done/"
    assert [mail.to for mail in Message.objects.all()] == [owner.email]


def test_somebody_deactivated_gets_no_link(client: Client, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)

    ask_for_link(client, owner.email)

    assert not Message.objects.exists()


def test_the_link_leads_to_our_own_address(client: Client, owner: User, settings: Settings) -> None:
    settings.SITE_URL = "https://changeover.example"
    settings.ALLOWED_HOSTS = ["*"]

    client.post("/auth/password/reset/", {"email": owner.email}, headers={"host": "evil.example"})

    body = Message.objects.get().body_text
    assert "https://changeover.example/auth/password/reset/key/" in body
    assert "evil.example" not in body


def test_an_address_that_was_changed_lets_nobody_in(client: Client, owner: User) -> None:
    old = owner.email
    ask_for_link(client, old)
    Message.objects.all().delete()

    profile.change(owner, {"email": "tomas.new@norvane.example"})
    profile.forget_old_addresses(owner)

    assert "do not belong together" in attempt(client, old, PASSWORD)
    ask_for_link(client, old)
    assert not Message.objects.exists()


def test_too_many_links_get_a_page_that_says_to_wait(client: Client, owner: User) -> None:
    for _ in range(5):
        ask_for_link(client, owner.email)

    answer = client.post("/auth/password/reset/", {"email": owner.email})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Wait a minute" in answer.text


def test_changing_the_password_keeps_this_session_and_ends_the_others(
    sign_in: SignIn, owner: User
) -> None:
    here, elsewhere = sign_in(owner), sign_in(owner)

    answer = here.post(
        "/auth/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert answer.headers["Location"] == "/profile/security/"
    assert "Password changed." in here.get("/profile/").text
    assert elsewhere.get("/profile/").headers["Location"].startswith("/auth/login/")


def test_changing_the_password_needs_the_current_one(sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).post(
        "/auth/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    )

    assert answer.status_code == 422
    assert "This is not your current password." in answer.text
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_signing_out_takes_a_button_not_a_link(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)

    asked = client.get("/auth/logout/").text
    client.post("/auth/logout/")

    assert "Sign out?" in asked
    assert client.get("/profile/").headers["Location"].startswith("/auth/login/")


def test_with_too_many_proxies_named_people_sign_in_and_share_the_limit_of_the_proxy(
    client: Client, owner: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "10/m/ip"}
    for number in range(10):
        seen = {"X-Forwarded-For": f"203.0.113.{number}"}
        client.post(
            "/auth/login/", {"login": f"{number}@x.example", "password": "no"}, headers=seen
        )

    answer = client.post(
        "/auth/login/",
        {"login": owner.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.77"},
    )

    assert "Too many wrong passwords" in answer.text
    cache.clear()
    assert attempt(client, owner.email, PASSWORD) == "/"


@pytest.mark.usefixtures("owner")
def test_who_forgot_their_password_finds_the_words_they_look_for(client: Client) -> None:
    page = client.get("/auth/login/").text

    assert '<a href="/auth/password/reset/">Forgot your password?</a>' in page
