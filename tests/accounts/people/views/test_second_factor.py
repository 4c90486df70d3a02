"""Codes of an app and recovery codes: setting up, signing in, losing them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.people.models import User
from tests.support.codes import code, give_app, give_recovery_codes, secret_on
from tests.support.sign_ins import audited_of, begin

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
APP = "/auth/second-factor/app/"
STEP = "/auth/second-factor/step/"
CODES = "/auth/second-factor/codes/"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_app_is_set_up_with_its_first_code_and_brings_recovery_codes_once(
    client: Client, owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    begin(client, owner)
    secret = secret_on(client.get(APP).text)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(APP, {"code": code(secret)})
    shown = client.get(CODES).text
    again = client.get(CODES).text

    assert answer.headers["Location"] == CODES
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", shown)) == 10
    assert "data:text/plain" in shown
    assert not re.search(r"\d{4} \d{4}", again)
    assert "cannot be shown again" in again
    assert audited_of(owner)[-2:] == [
        ("factor_added", "Authenticator app"),
        ("factor_added", "Recovery codes"),
    ]


def test_the_qr_code_obeys_the_strict_policy(client: Client, owner: User) -> None:
    begin(client, owner)

    page = client.get(APP).text

    assert '<svg class="qr"' in page
    assert "style=" not in page
    assert "script-src 'self'" in client.get(APP).headers["Content-Security-Policy"]


def test_the_secret_is_read_in_groups_and_copied_without_blanks(
    client: Client, owner: User
) -> None:
    begin(client, owner)

    key = client.get(APP).text.split('sec-key">')[1].split("</code>")[0]

    groups = re.findall(r"<span>(\w+)</span>", key)
    assert len(groups) == 8 and {len(group) for group in groups} == {4}
    assert not re.search(r"\s", key)


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_secret(
    client: Client, owner: User
) -> None:
    begin(client, owner)
    secret = secret_on(client.get(APP).text)

    answer = client.post(APP, {"code": "000000"})

    assert answer.status_code == 422
    assert "This code does not fit" in answer.text
    assert secret_on(answer.text) == secret
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_readable_in_the_database(owner: User) -> None:
    secret = give_app(owner)

    assert secret not in str(Authenticator.objects.get().data)


def test_a_code_of_the_key_before_is_still_good(owner: User, settings: Settings) -> None:
    secret = give_app(owner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"

    assert Authenticator.objects.get().wrap().validate_code(code(secret))


def test_a_secret_of_a_key_that_is_gone_lets_nobody_in_and_breaks_nothing(
    client: Client, owner: User, settings: Settings
) -> None:
    secret = give_app(owner)
    settings.SECRET_KEY = "another key altogether"
    begin(client, owner)

    answer = client.post(STEP, {"code": code(secret)})

    assert answer.status_code == 422
    assert not is_in(client)


def test_after_the_password_comes_the_code_and_then_the_page_one_wanted(
    client: Client, owner: User
) -> None:
    secret = give_app(owner)

    second = begin(client, owner, next="/profile/")
    before = is_in(client)
    answer = client.post(STEP, {"code": code(secret)})

    assert (second.split("?")[0], before) == (STEP, False)
    assert answer.headers["Location"] == "/profile/"
    assert is_in(client)
    assert audited_of(owner)[-1] == ("signed_in", "Password, then authenticator app")


def test_between_the_steps_nothing_is_open(client: Client, owner: User) -> None:
    give_app(owner)
    begin(client, owner)

    for path in ("/profile/", "/my-work/", "/profile/security/", APP):
        assert client.get(path).headers["Location"].startswith("/auth/login/")


def test_a_code_is_good_once_even_in_another_browser(client: Client, owner: User) -> None:
    secret = give_app(owner)
    digits = code(secret)
    begin(client, owner)
    client.post(STEP, {"code": digits})
    other = Client()
    begin(other, owner)

    answer = other.post(STEP, {"code": digits})

    assert answer.status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize(("later", "comes_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clocks_may_differ_by_half_a_minute(
    client: Client, owner: User, later: int, comes_in: bool
) -> None:
    secret = give_app(owner)
    begin(client, owner)

    client.post(STEP, {"code": code(secret, later)})

    assert is_in(client) == comes_in


def test_a_code_that_was_used_stays_used_for_as_long_as_it_is_good(
    client: Client, owner: User
) -> None:
    secret = give_app(owner)
    with time_machine.travel("2026-11-24 09:00:01+01:00", tick=False) as clock:
        digits = code(secret, 1)
        begin(client, owner)
        client.post(STEP, {"code": digits})
        clock.shift(timedelta(seconds=45))
        other = Client()
        begin(other, owner)

        answer = other.post(STEP, {"code": digits})

    assert "This code has been used" in answer.text
    assert audited_of(owner)[-1] == ("refused", "Code used before")
    assert not is_in(other)


def test_after_five_wrong_codes_even_the_right_one_has_to_wait(client: Client, owner: User) -> None:
    secret = give_app(owner)
    begin(client, owner)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})

    answer = client.post(STEP, {"code": code(secret)})

    assert answer.status_code == 422
    assert "Wait five minutes" in answer.text
    assert not is_in(client)
    assert audited_of(owner) == [
        *[("refused", "Wrong code")] * 5,
        ("refused", "Too many wrong codes"),
    ]


def test_a_recovery_code_is_good_once(client: Client, owner: User) -> None:
    give_app(owner)
    recovery = give_recovery_codes(owner)[0]
    begin(client, owner)
    client.post(STEP, {"code": f"{recovery[:4]} {recovery[4:]}"})
    other = Client()
    begin(other, owner)

    answer = other.post(STEP, {"code": recovery})

    assert is_in(client)
    assert answer.status_code == 422
    assert not is_in(other)
    assert "9 left" in client.get("/profile/security/").text
