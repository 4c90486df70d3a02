"""A worker takes imports up: whole or not at all, given up, stopped, started again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.clients.models import Account
from accounts.exchange.choices import ImportState, Kind
from accounts.exchange.models import ExternalId, Import
from accounts.exchange.operations import running, steering, working
from accounts.exchange.operations.receiving import Refused
from accounts.exchange.operations.writing import Writer
from accounts.exchange.queries import progress
from accounts.people.choices import Role
from accounts.people.models import User
from tests.accounts.exchange.conftest import checked, counts, problems
from tests.factories.accounts import AccountFactory


class Killed(BaseException):
    """What ends a process at once."""


def many(owner: User, number: int) -> str:
    lines = [f"Glass {one},{owner.email},id-{one}" for one in range(number)]
    return "\n".join(["name,owner,external_id", *lines])


@pytest.fixture
def row(administrator: User, owner: User, monkeypatch: pytest.MonkeyPatch) -> Import:
    """A file of five rows, checked, that is written in chunks of two."""
    monkeypatch.setattr(running, "CHUNK", 2)
    return checked(many(owner, 5), Kind.ACCOUNTS, administrator)


def work(row: Import) -> Import:
    working.work(row.pk, clock=timezone.now)
    return Import.objects.get(pk=row.pk)


def test_a_worker_that_is_killed_leaves_nothing_and_another_one_goes_on(
    row: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    write, written = Writer.write, iter([True, False])

    def dies(self: Writer, lines: list[object]) -> None:
        if not next(written):
            raise Killed
        write(self, lines)  # type: ignore[arg-type]

    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(Writer, "write", dies)
        work(row)

    assert not Account.objects.exists()
    assert not ExternalId.objects.exists()
    assert work(row).state == ImportState.RUNNING  # as long as the claim is fresh
    Import.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert counts(work(row)) == (5, 0, 0, 0)
    assert Account.objects.count() == 5


def test_what_is_given_up_under_way_writes_nothing(
    row: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    write = Writer.write

    def given_up(self: Writer, lines: list[object]) -> None:
        write(self, lines)  # type: ignore[arg-type]
        steering.cancel(row.pk, now=timezone.now())

    monkeypatch.setattr(Writer, "write", given_up)
    name = row.file.name or ""

    ended = work(row)

    assert ended.state == ImportState.CANCELLED
    assert not Account.objects.exists()
    assert not ended.file
    assert not default_storage.exists(name)


def test_what_waits_is_given_up_at_once(row: Import) -> None:
    steering.start(row.pk, skips_wrong=False, now=timezone.now())

    assert steering.cancel(row.pk, now=timezone.now()).state == ImportState.CANCELLED
    assert work(row).state == ImportState.CANCELLED
    assert not Account.objects.exists()


def test_a_worker_that_lost_its_import_writes_nothing(
    row: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody started it again, because it gave no sign of life."""
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    write = Writer.write

    def slow(self: Writer, lines: list[object]) -> None:
        write(self, lines)  # type: ignore[arg-type]
        Import.objects.update(state=ImportState.CHECK_WANTED, claimed_until=None)

    monkeypatch.setattr(Writer, "write", slow)

    work(row)

    assert not Account.objects.exists()


def test_one_that_has_begun_is_not_begun_twice(row: Import) -> None:
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    steering.start(row.pk, skips_wrong=False, now=timezone.now())

    assert working.work_due(clock=timezone.now) == 1
    assert working.work_due(clock=timezone.now) == 0


def test_a_row_that_went_wrong_since_the_check_keeps_all_out(row: Import) -> None:
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    taken = AccountFactory.create(name="Glass 4")
    ExternalId.objects.create(
        source=row.source, kind=Kind.ACCOUNTS, external_id="another", row_id=taken.pk
    )

    ended = work(row)

    assert (ended.state, Account.objects.count()) == (ImportState.FAILED, 1)
    assert "Something has changed since the check" in ended.error
    assert steering.again(row.pk, now=timezone.now()).state == ImportState.CHECK_WANTED


def test_wrong_rows_are_not_left_out_unasked(administrator: User, owner: User) -> None:
    row = checked(f"name,owner\nGlass,{owner.email}\nWood,\n", Kind.ACCOUNTS, administrator)

    assert problems(row)[0][0] == 3
    with pytest.raises(Refused, match="1 row of this file cannot be imported"):
        steering.start(row.pk, skips_wrong=False, now=timezone.now())


def test_nobody_loses_a_right_and_goes_on_importing(
    lead: User, owner: User, successor: User
) -> None:
    """Rights are those of the moment of writing, not of the check."""
    row = checked(f"name,owner\nGlass,{owner.email}\n", Kind.ACCOUNTS, lead)
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    owner.team = None
    owner.save()

    assert work(row).state == ImportState.FAILED
    assert not Account.objects.exists()


def test_files_are_forgotten_after_two_weeks(row: Import) -> None:
    name = row.file.name or ""

    assert working.forget_old(now=timezone.now() + timedelta(days=13)) == 0
    assert working.forget_old(now=timezone.now() + timedelta(days=15)) == 1

    row.refresh_from_db()
    assert (row.file.name, row.state) == ("", ImportState.CANCELLED)
    assert not default_storage.exists(name)


def test_memory_and_questions_do_not_grow_with_the_file(
    administrator: User, owner: User, django_assert_num_queries: object
) -> None:
    """Twice the chunks ask twice as often, and a chunk of many rows as often as one of few."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    asked = []
    for number in (3, 30):
        with CaptureQueriesContext(connection) as queries:
            checked(many(owner, number), Kind.ACCOUNTS, administrator)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_who_is_no_manager_any_more_brings_nothing_in(lead: User, owner: User) -> None:
    row = checked(f"name,owner\nGlass,{owner.email}\n", Kind.ACCOUNTS, lead)
    steering.start(row.pk, skips_wrong=False, now=timezone.now())
    lead.role = Role.KAM
    lead.save()

    ended = work(row)

    assert ended.state == ImportState.FAILED
    assert ended.error.startswith("Helena Brandt may not bring these in any more.")
    assert not Account.objects.exists()


def test_what_a_dead_worker_holds_is_given_up_and_begun_again_at_once(row: Import) -> None:
    for act in (steering.again, steering.cancel):
        held = {"state": ImportState.RUNNING, "claimed_until": timezone.now() + working.LEASE}
        Import.objects.update(**held)
        progress.note(row.pk, 2, timezone.now())
        assert act(row.pk, now=timezone.now()).state == ImportState.RUNNING

        told = act(row.pk, now=timezone.now() + timedelta(minutes=2))

        assert told.state in {ImportState.CHECK_WANTED, ImportState.CANCELLED}
