"""Who opened what is confidential: kept before it is shown, read by few, forgotten when old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.audit import tasks
from accounts.audit.models import Visit
from accounts.audit.operations import visits
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.choices import Sight
from accounts.profile.operations import opening
from accounts.profile.operations.opening import Seen
from tests.conftest import SignIn
from tests.support.exports import exported

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
PROFILE, PRICES = Seen(Sight.PROFILE, "", "Profile"), Seen(Sight.FILE, "document 7", "Prices")


@pytest.fixture
def secret(account: Account) -> Account:
    account.is_confidential = True
    account.save()
    return account


def test_a_person_has_a_line_for_each_thing_and_day(account: Account, owner: User) -> None:
    for hours in (0, 2, 24):
        now = NOW + timedelta(hours=hours)
        opening.tell(account, owner, [PROFILE, PRICES], now=now)
    opening.tell(account, owner, [], now=NOW)

    found = Visit.objects.order_by("on", "what")
    assert list(found.values_list("on", "what", "called", "first_at", "last_at", "times")) == [
        (date(2026, 11, 24), "file", "Prices", NOW, NOW + timedelta(hours=2), 2),
        (date(2026, 11, 24), "profile", "Profile", NOW, NOW + timedelta(hours=2), 2),
        (date(2026, 11, 25), "file", "Prices", NOW + timedelta(days=1), NOW + timedelta(days=1), 1),
        (
            date(2026, 11, 25),
            "profile",
            "Profile",
            NOW + timedelta(days=1),
            NOW + timedelta(days=1),
            1,
        ),
    ]


def test_all_that_a_page_shows_is_kept_in_one_query(account: Account, owner: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        opening.tell(account, owner, [PROFILE, PRICES], now=NOW)

    assert len(asked) == 1


def test_a_confidential_account_tells_who_opened_its_pages_and_an_open_one_does_not(
    secret: Account, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    for page in ("profile", "plan", ""):
        client.get(f"/accounts/{secret.pk}/{page}")
        client.get(f"/accounts/{secret.pk}/{page}/" if page else f"/accounts/{secret.pk}/")
        client.head(f"/accounts/{secret.pk}/{page}/" if page else f"/accounts/{secret.pk}/")
    Account.objects.filter(pk=secret.pk).update(is_confidential=False)
    client.get(f"/accounts/{secret.pk}/profile/")

    assert sorted(Visit.objects.values_list("what", "times")) == [("plan", 1), ("profile", 1)]


def test_what_cannot_be_kept_is_not_shown(
    secret: Account, owner: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        raise DatabaseError("The disk is full.")

    client = sign_in(owner)
    client.raise_request_exception = False
    monkeypatch.setattr(visits, "keep", broken)

    answer = client.get(f"/accounts/{secret.pk}/profile/")

    assert answer.status_code == 500
    assert "Contacts and stakeholders" not in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Prices", "Profile"]),
        ("sort=oldest", ["Profile", "Prices"]),
        ("what=file", ["Prices"]),
        ("q=priya+prices", ["Prices"]),
        ("until=2026-11-24", ["Profile"]),
        ("since=2026-11-25", ["Prices"]),
        ("what=weather", []),
    ],
)
def test_visits_are_found_by_words_person_kind_and_day(
    account: Account, owner: User, successor: User, sign_in: SignIn, query: str, found: list[str]
) -> None:
    opening.tell(account, owner, [PROFILE], now=NOW)
    opening.tell(account, successor, [PRICES], now=NOW + timedelta(days=1))

    client, address = sign_in(owner), f"/accounts/{account.pk}/visits/"
    page = client.get(f"{address}?{query}")

    assert [one.called for one in page.context["page"].object_list] == found
    of_one = client.get(f"{address}?person={successor.pk}", headers={"HX-Request": "true"})
    assert "<h1>" not in of_one.text
    assert "Prices" in of_one.text
    assert ">Profile</span>" not in of_one.text


def test_a_file_holds_what_is_filtered(account: Account, owner: User, sign_in: SignIn) -> None:
    opening.tell(account, owner, [PROFILE, PRICES], now=NOW)

    address = f"/accounts/{account.pk}/visits/export/csv/?what=file"
    lines = exported(sign_in(owner), address)

    assert [line[1:4] for line in lines if len(line) > 4] == [
        ["Who", "Kind", "What"],
        ["Tomas Eriksen", "File", "Prices"],
    ]


def test_a_list_costs_the_same_with_one_line_and_with_three(
    account: Account, owner: User, successor: User, lead: User, sign_in: SignIn
) -> None:
    client, counts = sign_in(owner), []
    for who in (owner, successor, lead):
        opening.tell(account, who, [PROFILE], now=NOW)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/accounts/{account.pk}/visits/")
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_the_page_of_changes_leads_there(account: Account, owner: User, sign_in: SignIn) -> None:
    changes = f"/accounts/{account.pk}/changes/"

    assert f"/accounts/{account.pk}/visits/" in sign_in(owner).get(changes).text


def test_old_lines_are_forgotten(account: Account, owner: User, settings: Settings) -> None:
    settings.VISITS_KEPT_DAYS = 10
    opening.tell(account, owner, [PROFILE], now=NOW - timedelta(days=11))
    opening.tell(account, owner, [PRICES], now=NOW - timedelta(days=9))

    with time_machine.travel(NOW):
        assert tasks.forget_old_visits() == 1
    assert [one.called for one in Visit.objects.all()] == ["Prices"]
