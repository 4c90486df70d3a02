"""Who gets to a page at all, and what time it is there."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.people.middleware import PersonTimeZoneMiddleware
from accounts.people.models import User
from tests.conftest import SignIn


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
