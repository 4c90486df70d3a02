"""The audit of signing in, one's own part of it and the whole for administrators."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import security
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.support.sign_ins import FIREFOX, IPHONE, audited, come_in

pytestmark = pytest.mark.usefixtures("no_attempts_yet")
PAGE = "/profile/security/"
AUDIT = "/people/sign-ins/"


def test_recent_sign_ins_show_refusals_too_and_nobody_elses(owner: User, stranger: User) -> None:
    come_in(owner, IPHONE, "wrong")
    come_in(stranger, "curl/8", "wrong")

    page = come_in(owner).get(PAGE).text

    assert "Sign-in refused" in page
    assert "Wrong password" in page
    assert "Safari on iPhone" in page
    assert "curl" not in page


def test_the_audit_keeps_how_and_why_and_never_the_password(owner: User) -> None:
    come_in(owner, FIREFOX, "wrong")
    come_in(owner).post("/auth/logout/")
    Client().post("/auth/login/", {"login": "nobody@norvane.example", "password": "secret-word"})

    assert audited() == [
        ("refused", "Wrong password", owner.email),
        ("signed_in", "Password", ""),
        ("signed_out", "", ""),
        ("refused", "Unknown address", "nobody@norvane.example"),
    ]
    assert "secret-word" not in str(list(SecurityEvent.objects.values()))


def test_the_audit_keeps_that_somebody_was_deactivated_or_tried_too_often(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    come_in(owner)
    for _ in range(6):
        come_in(owner, FIREFOX, "wrong")

    assert [details for _, details, _ in audited(person=owner)] == [
        "Deactivated",
        *["Wrong password"] * 5,
        "Too many attempts",
    ]


def test_the_audit_keeps_who_asked_for_a_password_link(
    client: Client, owner: User, administrator: User
) -> None:
    client.post("/auth/password/reset/", {"email": owner.email})
    client.post("/auth/password/reset/", {"email": "nobody@norvane.example"})

    assert audited(kind="password_link") == [
        ("password_link", "", ""),
        ("password_link", "Unknown address", "nobody@norvane.example"),
    ]


def test_only_administrators_read_the_whole_audit(
    sign_in: SignIn, owner: User, lead: User, reader: User, administrator: User
) -> None:
    come_in(owner)

    answers = [sign_in(person).get(AUDIT).status_code for person in (owner, lead, reader)]

    assert answers == [404, 404, 404]
    assert "Tomas Eriksen" in sign_in(administrator).get(AUDIT).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tomas", ["Monday", "Tuesday"]),
        ("q=192.0.2.77", ["Tuesday"]),
        ("kind=refused", ["Tuesday", "Wednesday"]),
        ("since=2026-11-24", ["Tuesday", "Wednesday"]),
        ("until=2026-11-24", ["Monday", "Tuesday"]),
        ("since=2026-11-24&until=2026-11-24", ["Tuesday"]),
        ("kind=nonsense", []),
        ("since=yesterday", []),
        ("since=0001-01-01", []),
        ("until=9999-12-31", []),
        ("q=nobody-at-all", []),
    ],
)
def test_the_audit_is_searched_and_filtered(
    sign_in: SignIn, owner: User, stranger: User, administrator: User, query: str, found: list[str]
) -> None:
    signed_in, refused = SecurityEventKind.SIGNED_IN, SecurityEventKind.REFUSED
    monday = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # 23:59 in Vienna
    seen = security.Seen("192.0.2.77")
    day = timedelta(days=1)
    security.record(signed_in, person=owner, details="Monday", now=monday)
    security.record(refused, person=owner, details="Tuesday", seen=seen, now=monday + day)
    security.record(refused, person=stranger, details="Wednesday", now=monday + 2 * day)

    page = sign_in(administrator).get(f"{AUDIT}?{query}", headers={"HX-Request": "true"}).text

    assert "<html" not in page
    assert [name for name in ("Monday", "Tuesday", "Wednesday") if f">{name}<" in page] == found


def test_the_audit_of_one_person_is_a_click_away(
    sign_in: SignIn, owner: User, stranger: User, administrator: User
) -> None:
    come_in(owner)
    come_in(stranger)

    page = sign_in(administrator).get(f"{AUDIT}?person={owner.pk}").text

    assert page.count(f'href="?person={owner.pk}"') == 1
    assert f'href="?person={stranger.pk}"' not in page
    assert '<a class="filt" href="?">Only Tomas Eriksen' in page
    assert f'<input type="hidden" name="person" value="{owner.pk}" form="filters">' in page


def test_the_days_of_the_audit_have_labels_that_can_be_read(
    sign_in: SignIn, administrator: User
) -> None:
    page = sign_in(administrator).get(AUDIT).text

    days = re.findall(r'"list-day">(\w+) <input [^>]*name="(\w+)" type="date"', page)
    assert days == [("From", "since"), ("Until", "until")]


def test_the_audit_does_not_write_everybody_into_a_box(
    sign_in: SignIn, owner: User, stranger: User, administrator: User
) -> None:
    come_in(owner)
    client = sign_in(administrator)

    assert stranger.full_name not in client.get(AUDIT).text
    assert "Tomas Eriksen" in client.get(f"{AUDIT}?q={owner.email}").text
    assert "No sign-in matches" in client.get(f"{AUDIT}?person=999999").text


def test_the_audit_asks_as_much_for_three_rows_as_for_one(
    sign_in: SignIn, administrator: User
) -> None:
    now = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
    client = sign_in(administrator)
    people = [UserFactory.create() for _ in range(3)]

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(AUDIT)
        return len(asked)

    security.record(SecurityEventKind.SIGNED_IN, person=people[0], now=now)
    one = queries()
    for person in people[1:]:
        security.record(SecurityEventKind.INVITED, person=person, by=administrator, now=now)

    assert queries() == one
