"""Requests that somebody else has made up: from another site, for another host, to another page."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from accounts.people.models import User
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.factories.people import PASSWORD

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "http:/\\evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "\x01//evil.example/",
    " //evil.example/",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
]
OURS = ("/", "/my-work/", "/profile/", "/dashboard/")


@pytest.fixture
def strict(owner: User) -> Client:
    """Tomas's browser, in front of a site that checks where forms come from, as a server does."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    return client


def sign_in_by_form(client: Client, person: User, **more: str) -> str:
    """Where the form leads that somebody signs in with."""
    answer = client.post("/auth/login/", {"login": person.email, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_form_without_its_token_says_what_to_do_and_saves_nothing(
    strict: Client, owner: User
) -> None:
    answer = strict.post("/profile/", {"full_name": "Somebody else"})

    assert answer.status_code == 403
    assert "nothing was saved" in answer.text
    owner.refresh_from_db()
    assert owner.full_name == "Tomas Eriksen"


def test_a_part_of_a_page_without_its_token_gets_a_sentence_above_the_page(strict: Client) -> None:
    answer = strict.post("/theme/", {"theme": "dark"}, headers={"HX-Request": "true"})

    assert answer.status_code == 403
    assert answer.headers["HX-Retarget"] == "#alerts"
    assert "Reload it and try once more." in answer.text
    assert "<html" not in answer.text


def test_a_form_of_another_site_is_refused_even_with_a_token(strict: Client, owner: User) -> None:
    page = strict.get("/profile/").text
    match = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert match

    answer = strict.post(
        "/theme/",
        {"theme": "dark", "csrfmiddlewaretoken": match[1]},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    owner.refresh_from_db()
    assert owner.theme == "auto"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_nowhere_else(client: Client, owner: User, address: str) -> None:
    assert sign_in_by_form(client, owner, next=address) in OURS


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client, owner: User) -> None:
    assert sign_in_by_form(client, owner, next="/accounts/?q=glass") == "/accounts/?q=glass"


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize(
    ("path", "answers"), [("/theme/", {"theme": "dark"}), ("/auth/logout/", {})]
)
def test_no_form_leads_to_another_site(
    sign_in: SignIn, owner: User, path: str, answers: dict[str, str], address: str
) -> None:
    answer = sign_in(owner).post(path, {**answers, "next": address})

    assert answer.status_code == 302
    assert answer.headers["Location"] in {*OURS, "/auth/login/"}


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_link_to_the_sign_in_leads_nobody_who_is_signed_in_to_another_site(
    sign_in: SignIn, owner: User, address: str
) -> None:
    answer = sign_in(owner).get("/auth/login/", {"next": address})

    assert answer.headers["Location"] in OURS


@override_settings(ALLOWED_HOSTS=["changeover.example"])
@pytest.mark.parametrize("host", ["evil.example", "changeover.example.evil.example", "a b"])
def test_a_host_that_is_not_ours_gets_nothing(client: Client, owner: User, host: str) -> None:
    answer = client.get("/auth/login/", headers={"Host": host})

    assert answer.status_code == 400
    assert host not in answer.text


@override_settings(ALLOWED_HOSTS=["*"])
def test_a_forged_host_reaches_no_mail(client: Client, owner: User) -> None:
    client.post(
        "/auth/password/reset/",
        {"email": owner.email},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )

    mail = Message.objects.get(to=owner.email)
    written = f"{mail.subject}{mail.body_text}{mail.body_html}{mail.headers}"
    assert "evil.example" not in written
    assert f"{settings.SITE_URL}/auth/password/reset/key/" in mail.body_text


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_the_method_of_a_request_cannot_be_overridden(
    sign_in: SignIn, owner: User, name: str
) -> None:
    client = sign_in(owner)

    assert client.get("/theme/?_method=POST&theme=dark", headers={name: "POST"}).status_code == 405
    owner.refresh_from_db()
    assert owner.theme == "auto"


def test_signing_in_changes_the_key_of_the_session(client: Client, owner: User) -> None:
    """A key that somebody was given before they signed in is worth nothing afterwards."""
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    given = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = given

    sign_in_by_form(client, owner)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != given
    assert not Session.objects.filter(session_key=given).exists()


def test_a_session_ends_on_the_server_when_somebody_signs_out(client: Client, owner: User) -> None:
    sign_in_by_form(client, owner)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/auth/logout/")

    client.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert client.get("/profile/").headers["Location"].startswith("/auth/login/")


def test_the_cookie_of_a_session_is_for_this_site_and_not_for_scripts(
    client: Client, owner: User
) -> None:
    sign_in_by_form(client, owner)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert client.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"
