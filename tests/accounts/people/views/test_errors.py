"""Pages that say no: each says why, and where to go from there."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.people.models import User
from accounts.people.views import forbidden
from tests.conftest import SignIn
from tests.factories.people import PASSWORD


def test_an_address_without_a_page_says_so_in_the_shell(sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).get("/nothing/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert "Search transitions" in answer.text
    assert 'aria-label="Main"' in answer.text


def test_somebody_who_is_not_signed_in_sees_no_shell(client: Client, owner: User) -> None:
    answer = client.get("/nothing/")

    assert answer.status_code == 404
    assert "Search transitions" not in answer.text


def test_a_row_that_vanished_under_a_part_of_a_page_is_a_note_above_it(
    sign_in: SignIn, owner: User
) -> None:
    answer = sign_in(owner).get("/accounts/999999/", headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "#alerts"
    assert "This is no longer here." in answer.text
    assert "<html" not in answer.text


def test_an_address_that_only_takes_forms_says_so_and_leads_on(
    sign_in: SignIn, owner: User
) -> None:
    answer = sign_in(owner).get("/theme/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "It only takes what a form sends" in answer.text
    assert 'aria-label="Main"' in answer.text
    assert 'href="/">My work</a>' in answer.text


def test_a_form_sent_to_a_page_that_takes_none_hears_that_nothing_was_saved(
    sign_in: SignIn, owner: User
) -> None:
    browser = sign_in(owner)

    assert "nothing was saved" in browser.post("/people/").text
    part = browser.post("/people/", headers={"HX-Request": "true"})
    assert part.headers["HX-Retarget"] == "#alerts"
    assert "<html" not in part.text


def test_a_refusal_gives_the_reason_and_names_the_person(rf: RequestFactory, owner: User) -> None:
    request = rf.get("/")
    request.user = owner

    answer = forbidden(request, PermissionDenied("Only Helena moves this."))

    assert answer.status_code == 403
    assert "Only Helena moves this." in answer.text
    assert "signed in as Tomas Eriksen" in answer.text


def test_a_refusal_without_a_reason_still_has_a_sentence(rf: RequestFactory, owner: User) -> None:
    request = rf.get("/")
    request.user = owner

    assert "Your role does not include this." in forbidden(request, PermissionDenied()).text


def test_a_stale_page_says_what_to_do_and_leads_back(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    answer = client.post("/profile/", headers={"Referer": "http://testserver/profile/?tab=2"})

    assert answer.status_code == 403
    assert "It was open while you signed in elsewhere" in answer.text
    assert 'href="/profile/?tab=2"' in answer.text


def test_a_stale_page_never_leads_to_another_site(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    answer = client.post("/profile/", headers={"Referer": "http://evil.example//evil.example/"})

    assert "evil.example" not in answer.text


def test_a_stale_page_from_no_address_at_all_is_told_as_well(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    answer = client.post("/profile/", headers={"Referer": "http://[bad"})

    assert answer.status_code == 403
    assert "nothing was saved" in answer.text


def test_a_stale_part_of_a_page_is_a_note_above_it(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    answer = client.post("/profile/", headers={"HX-Request": "true"})

    assert answer.status_code == 403
    assert answer.headers["HX-Retarget"] == "#alerts"
    assert "nothing was saved" in answer.text


def test_pages_for_broken_requests_need_nothing_from_the_site() -> None:
    assert "Error 400" in render_to_string("400.html")
    assert "Error 500" in render_to_string("500.html")


def test_somebody_whose_cookies_are_gone_is_told_that_they_are_signed_out(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)

    part = client.post("/my-work/1/tick/", headers={"HX-Request": "true"})
    whole = client.post("/my-work/1/tick/")

    assert (part.status_code, whole.status_code) == (401, 401)
    assert part.headers["HX-Retarget"] == "#alerts"
    assert "You were signed out." in part.text
    assert "You were signed out</h1>" in whole.text


def test_a_sign_in_without_cookies_is_a_stale_page(owner: User) -> None:
    answer = Client(enforce_csrf_checks=True).post("/auth/login/", {"login": owner.email})

    assert answer.status_code == 403
    assert "You were signed out" not in answer.text


@pytest.fixture
def no_redis(settings: Settings) -> None:
    """Nothing listens where attempts to sign in are counted."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }


def test_nobody_signs_in_while_attempts_cannot_be_counted_and_the_page_says_so(
    client: Client, owner: User, no_redis: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.post("/auth/login/", {"login": owner.email, "password": PASSWORD})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "counts attempts to sign in does not answer" in answer.text
    assert "_auth_user_id" not in client.session
    assert "Redis does not answer, so nobody can sign in" in caplog.text


def test_whoever_is_signed_in_goes_on_without_redis(
    sign_in: SignIn, owner: User, no_redis: None
) -> None:
    browser = sign_in(owner)

    assert browser.get("/my-work/").status_code == 200
    part = browser.post(
        "/auth/password/change/", {"oldpassword": PASSWORD}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 503
    assert part.headers["HX-Retarget"] == "#alerts"


@pytest.mark.parametrize(("person", "where"), [("owner", "My work"), ("lead", "Dashboard")])
def test_a_page_that_leads_nowhere_names_where_somebody_starts(
    sign_in: SignIn, request: pytest.FixtureRequest, person: str, where: str
) -> None:
    answer = sign_in(request.getfixturevalue(person)).get("/nothing/")

    assert f'href="/">{where}</a>' in answer.text
