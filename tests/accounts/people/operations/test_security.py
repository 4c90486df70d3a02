"""The audit of sign-ins: written once, never changed, forgotten after 400 days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import security
from accounts.people.operations.security import Seen

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def test_a_row_says_who_how_and_from_where(owner: User, administrator: User) -> None:
    row = security.record(
        SecurityEventKind.FACTOR_REMOVED,
        person=owner,
        by=administrator,
        seen=Seen("192.0.2.7", "Firefox"),
        details="Passkey",
        now=NOW,
    )

    row.refresh_from_db()
    assert (row.kind, row.person, row.by) == ("factor_removed", owner, administrator)
    assert (row.ip_address, row.browser, row.details) == ("192.0.2.7", "Firefox", "Passkey")
    assert row.happened_at == NOW


def test_who_does_something_for_themselves_is_named_once(owner: User) -> None:
    row = security.record(SecurityEventKind.SIGNED_OUT, person=owner, by=owner, now=NOW)

    assert (row.person, row.by) == (owner, None)


def test_a_row_is_never_changed_and_never_deleted_alone(owner: User) -> None:
    row = security.record(SecurityEventKind.SIGNED_IN, person=owner, now=NOW)

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_rows_are_forgotten_after_400_days_in_batches(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "BATCH", 2)
    for days in (399, 401, 402, 403, 500, 600):
        security.record(
            SecurityEventKind.SIGNED_IN, person=owner, now=NOW - timedelta(days=days), details=""
        )

    assert security.forget_old(NOW) == 5
    assert SecurityEvent.objects.get().happened_at == NOW - timedelta(days=399)


def test_the_audit_is_read_whole_by_administrators_only(owner: User, administrator: User) -> None:
    row = security.record(SecurityEventKind.SIGNED_IN, person=administrator, now=NOW)
    own = security.record(SecurityEventKind.SIGNED_IN, person=owner, now=NOW)

    assert set(SecurityEvent.objects.visible_to(administrator)) == {row, own}
    assert set(SecurityEvent.objects.visible_to(owner)) == {own}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_counts_only_from_trusted_proxies(
    settings: Settings, proxies: int, forwarded: str, expected: str | None
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert Seen.of(request).ip_address == expected
