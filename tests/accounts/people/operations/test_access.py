"""Who can sign in, and that somebody always looks after the site."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.people.choices import Role
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import access
from tests.factories.people import PASSWORD, UserFactory

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def test_people_are_closed_out_and_let_in_again(administrator: User, owner: User) -> None:
    closed = access.close([owner], by=administrator, now=NOW)
    owner.refresh_from_db()
    was_active = owner.is_active
    opened = access.open_again([owner], by=administrator, now=NOW)
    owner.refresh_from_db()

    assert (closed, was_active, opened, owner.is_active) == (1, False, 1, True)
    kept = SecurityEvent.objects.order_by("pk").values_list("kind", "person", "by")
    assert list(kept) == [
        ("deactivated", owner.pk, administrator.pk),
        ("activated", owner.pk, administrator.pk),
    ]


def test_closing_twice_is_kept_once(administrator: User, owner: User) -> None:
    access.close([owner], by=administrator, now=NOW)

    assert access.close([owner], by=administrator, now=NOW) == 0
    assert SecurityEvent.objects.count() == 1


def test_the_last_administrator_stays(administrator: User, owner: User, successor: User) -> None:
    with pytest.raises(access.NobodyLeft):
        access.close([administrator, successor], by=owner, now=NOW)

    successor.refresh_from_db()
    assert successor.is_active


def test_nobody_closes_the_door_behind_themselves(administrator: User) -> None:
    UserFactory.create(role=Role.ADMINISTRATOR)

    with pytest.raises(access.NotYourself):
        access.close([administrator], by=administrator, now=NOW)

    administrator.refresh_from_db()
    assert administrator.is_active


def test_sessions_end_at_once_and_do_not_come_back(
    administrator: User, owner: User, successor: User
) -> None:
    laptop, phone, other = browser_of(owner), browser_of(owner), browser_of(successor)
    assert [signed_in(client) for client in (laptop, phone, other)] == [True, True, True]

    access.close([owner], by=administrator, now=NOW)
    access.open_again([owner], by=administrator, now=NOW)

    assert [signed_in(client) for client in (laptop, phone, other)] == [False, False, True]


def browser_of(person: User) -> Client:
    client = Client()
    client.post("/auth/login/", {"login": person.email, "password": PASSWORD})
    return client


def signed_in(client: Client) -> bool:
    return client.get("/my-work/").status_code == 200
