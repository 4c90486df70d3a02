"""One's own page about signing in, open sessions, and the audit for administrators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from accounts.people.operations import sessions
from tests.factories.people import PASSWORD
from tests.support.sign_ins import FIREFOX, IPHONE, audited, come_in

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
PAGE = "/profile/security/"


def is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_the_key_of_a_session_changes_with_the_sign_in(client: Client, owner: User) -> None:
    client.get("/auth/login/?next=/profile/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = before = session.session_key or ""

    client.post("/auth/login/", {"login": owner.email, "password": PASSWORD})

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_page_says_in_words_where_somebody_is_signed_in(owner: User) -> None:
    here = come_in(owner, FIREFOX)
    come_in(owner, IPHONE)

    page = here.get(PAGE).text

    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("This browser") == 1
    assert page.index("Firefox on Linux") < page.index("Safari on iPhone")


def test_one_other_browser_is_signed_out(owner: User) -> None:
    here, phone, tablet = (come_in(owner, name) for name in (FIREFOX, IPHONE, "iPad Safari"))
    theirs = UserSession.objects.get(session_key=phone.session.session_key)

    answer = here.post(f"{PAGE}sessions/{theirs.pk}/end/")

    assert answer.headers["Location"] == PAGE
    assert [is_in(client) for client in (here, phone, tablet)] == [True, False, True]
    assert audited(kind="sessions_ended") == [("sessions_ended", "One", "")]


def test_every_other_browser_is_signed_out(owner: User, stranger: User) -> None:
    here, phone, tablet = (come_in(owner, name) for name in (FIREFOX, IPHONE, "iPad Safari"))
    other = come_in(stranger)

    here.post(f"{PAGE}sessions/end/")

    assert [is_in(client) for client in (here, phone, tablet, other)] == [True, False, False, True]
    assert audited(kind="sessions_ended") == [("sessions_ended", "2 sessions", "")]


def test_nobody_ends_the_session_of_somebody_else(owner: User, stranger: User) -> None:
    here, other = come_in(owner), come_in(stranger)
    theirs = UserSession.objects.get(session_key=other.session.session_key)

    assert here.post(f"{PAGE}sessions/{theirs.pk}/end/").status_code == 404
    assert is_in(other)


def test_a_new_password_signs_out_every_other_browser_for_good(owner: User) -> None:
    here, phone = come_in(owner), come_in(owner, IPHONE)
    new = "another long and quiet sentence"

    here.post(
        "/auth/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert [is_in(here), is_in(phone)] == [True, False]
    assert UserSession.objects.filter(user=owner).count() == 1
    assert audited(kind="password_changed") == [("password_changed", "", "")]


def test_people_who_are_signed_out_everywhere_stay_so_when_they_are_let_in_again(
    owner: User,
) -> None:
    phone = come_in(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    sessions.end_all([owner])
    User.objects.filter(pk=owner.pk).update(is_active=True)

    assert not is_in(phone)


def test_when_a_session_was_last_used_is_noted_every_five_minutes(owner: User) -> None:
    start = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = come_in(owner)
        client.get(PAGE)
        clock.shift(timedelta(minutes=4))
        client.get(PAGE)
        early = UserSession.objects.get().last_seen_at
        clock.shift(timedelta(minutes=2))
        client.get(PAGE)

    assert early == start
    assert UserSession.objects.get().last_seen_at == start + timedelta(minutes=6)


def test_the_page_asks_as_much_for_three_sessions_and_passkeys_as_for_one(owner: User) -> None:
    here = come_in(owner)
    here.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        here.get(PAGE)
    for name in (IPHONE, "iPad Safari"):
        come_in(owner, name)
    with CaptureQueriesContext(connection) as three:
        here.get(PAGE)

    assert len(one) == len(three)
