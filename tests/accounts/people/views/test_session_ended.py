"""Whoever comes back to a session that is over reads why they have to sign in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.people.models import User
from accounts.people.operations import sessions
from tests.factories.people import PASSWORD
from tests.support.sign_ins import come_in

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
TOLD = "You were signed out in this browser."
LOGIN = "/auth/login/"


def sign_out_everywhere(person: User) -> None:
    sessions.end_all([person])


def change_password(person: User) -> None:
    person.set_password("another long and quiet sentence")
    person.save()


def deactivate(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("end", [sign_out_everywhere, change_password, deactivate])
def test_a_session_that_was_ended_elsewhere_is_told_at_the_sign_in(
    owner: User, end: Callable[[User], None]
) -> None:
    client = come_in(owner)
    end(owner)

    page = client.get("/profile/?from=mail", follow=True)

    [(address, _)] = page.redirect_chain
    assert address == f"{LOGIN}?ended=1&next=/profile/%3Ffrom%3Dmail"
    assert TOLD in page.text
    assert 'value="/profile/?from=mail"' in page.text
    assert "If you were deactivated, an administrator can let you in again" in page.text


@pytest.mark.parametrize("end", [sign_out_everywhere, change_password, deactivate])
def test_it_is_told_once(owner: User, end: Callable[[User], None]) -> None:
    client = come_in(owner)
    end(owner)
    client.get("/profile/", follow=True)

    again = client.get("/profile/", follow=True)

    assert again.redirect_chain == [(f"{LOGIN}?next=/profile/", 302)]
    assert TOLD not in again.text
    assert TOLD not in client.get(LOGIN).text


def test_who_is_let_in_again_signs_in_anew(owner: User) -> None:
    client = come_in(owner)
    deactivate(owner)
    client.get("/profile/")
    User.objects.filter(pk=owner.pk).update(is_active=True)

    assert client.get("/profile/").status_code == 302


def test_the_sign_in_itself_tells_it_to_a_cookie_that_leads_nowhere(owner: User) -> None:
    client = come_in(owner)
    Session.objects.all().delete()

    assert TOLD in client.get(LOGIN).text
    assert TOLD not in client.get(LOGIN).text


def test_a_first_visit_reads_nothing_of_it(client: Client, owner: User) -> None:
    page = client.get("/profile/", follow=True)

    assert page.redirect_chain == [(f"{LOGIN}?next=/profile/", 302)]
    assert TOLD not in page.text


def test_whoever_signed_out_themselves_reads_nothing_of_it(owner: User) -> None:
    client = come_in(owner)
    client.post("/auth/logout/")

    assert TOLD not in client.get("/profile/", follow=True).text


def test_a_step_of_signing_in_that_waits_is_no_session_that_is_over(
    client: Client, owner: User
) -> None:
    session = client.session
    session["account_login"] = "half the way"
    session.save()

    page = client.get("/profile/", follow=True)

    assert page.redirect_chain == [(f"{LOGIN}?next=/profile/", 302)]
    assert TOLD not in page.text


def test_a_part_of_a_page_says_so_above_the_page_and_leads_nowhere(owner: User) -> None:
    client = come_in(owner)
    sign_out_everywhere(owner)

    answer = client.get("/profile/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#alerts", "innerHTML")
    assert "You were signed out." in answer.text
    assert "<html" not in answer.text


def test_after_the_next_sign_in_the_page_goes_on_where_it_was(owner: User) -> None:
    client = come_in(owner)
    sign_out_everywhere(owner)
    client.get("/accounts/", follow=True)

    answer = client.post(
        LOGIN, {"login": owner.email, "password": PASSWORD, "next": "/accounts/?q=glass"}
    )

    assert answer.headers["Location"] == "/accounts/?q=glass"
