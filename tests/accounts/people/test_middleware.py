"""Who gets to a page at all, and what time it is there."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.people.middleware import PersonTimeZoneMiddleware
from accounts.people.models import User
from config.lib.sessions import SessionStore
from tests.conftest import SignIn
from tests.factories.people import PASSWORD

FIRST_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
"""What sessions have kept since the first release; another name would end them all."""
ADMINISTRATORS_ONLY = "accounts.people.adapter.password.AdministratorsOnlyBackend"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/dashboard/", "/auth/login/", "/admin/", "/nothing/"])
def test_on_an_empty_site_every_page_leads_to_the_first_visit(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == "/welcome/"


@pytest.mark.django_db
def test_a_health_check_answers_on_an_empty_site(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_a_health_check_asks_neither_database_nor_session(client: Client) -> None:
    # Without the mark for it, any query would fail this test.
    assert client.get("/healthz").content == b"ok"


def test_somebody_who_is_not_signed_in_is_sent_to_the_sign_in(client: Client, owner: User) -> None:
    answer = client.get("/profile/?from=mail")

    assert answer.headers["Location"] == "/auth/login/?next=/profile/%3Ffrom%3Dmail"


def session_of(person: User, backend: str = FIRST_BACKEND) -> Client:
    """A browser with a session as every version since the first release has written it."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), backend
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    client = Client()
    client.cookies["sessionid"] = store.session_key or ""
    return client


def test_a_session_of_an_older_version_goes_on_and_older_nodes_know_those_of_today(
    client: Client, owner: User
) -> None:
    client.post("/auth/login/", {"login": owner.email, "password": PASSWORD})

    assert session_of(owner).get("/profile/").status_code == 200
    assert client.session[BACKEND_SESSION_KEY] == FIRST_BACKEND


def test_a_session_ends_where_its_way_in_is_closed(owner: User, settings: Settings) -> None:
    settings.AUTHENTICATION_BACKENDS = [ADMINISTRATORS_ONLY]

    assert session_of(owner, ADMINISTRATORS_ONLY).get("/profile/").status_code == 200
    answer = session_of(owner).get("/profile/")
    assert answer.headers["Location"].startswith("/auth/login/")


def test_a_session_goes_on_with_a_new_key_while_the_old_one_is_known(
    owner: User, settings: Settings
) -> None:
    client = session_of(owner)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "k" * 50

    assert client.get("/profile/").status_code == 200


def test_who_is_signed_in_is_found_by_the_query_that_is_written_once(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.people.middleware.get_user", pytest.fail)

    assert session_of(owner).get("/profile/").status_code == 200


def test_a_deactivated_person_is_signed_out_at_once(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert client.get("/profile/").headers["Location"].startswith("/auth/login/")


def test_a_part_of_a_page_without_a_session_says_so_above_the_page(
    client: Client, owner: User
) -> None:
    answer = client.get("/profile/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#alerts"
    assert answer.headers["HX-Reswap"] == "innerHTML"
    assert "What you typed is still here." in answer.text
    assert 'target="_blank"' in answer.text
    assert "<html" not in answer.text


def test_a_form_sent_without_a_session_says_that_nothing_was_saved(
    client: Client, owner: User
) -> None:
    answer = client.post("/profile/", {"full_name": "Somebody else"})

    assert answer.status_code == 401
    assert "Nothing was saved" in answer.text
    owner.refresh_from_db()
    assert owner.full_name == "Tomas Eriksen"


def test_links_to_unsubscribe_need_no_sign_in(client: Client, owner: User) -> None:
    answer = client.get("/unsubscribe/made-up/")

    assert "Location" not in answer.headers


def test_somebody_signed_in_costs_no_query_for_the_first_visit(
    sign_in: SignIn, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(owner)

    with django_assert_num_queries(2):  # session and person
        client.get("/")


def test_times_are_those_of_the_person_who_looks(rf: RequestFactory, owner: User) -> None:
    owner.time_zone = "Asia/Tokyo"
    request = rf.get("/profile/")
    request.user = owner
    seen = []

    def look(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    PersonTimeZoneMiddleware(look)(request)

    assert seen == ["Asia/Tokyo"]
    assert timezone.get_current_timezone_name() == "Europe/Vienna"
