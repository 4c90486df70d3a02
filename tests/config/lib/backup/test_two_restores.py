"""One restore at a time, and nothing empty is ever put in the place of a site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config.lib.backup import CannotRestore, Wishes, check_target, database, restore, staging
from config.lib.backup.staging import GONE, company
from config.lib.backup.turns import LOST, NAME, TWICE, taken
from tests.config.lib.backup.conftest import Backup
from tests.config.lib.backup.test_running_site import running_site
from tests.support.databases import Elsewhere, all_rows
from transitions.plans.models import Transition

BESIDE_A_SITE = Wishes(replace=True, while_connected=True)


def quiet(line: str) -> None:
    """Say nothing."""


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_second_restore_is_refused_while_the_first_builds_even_where_the_site_runs(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, vendor: str
) -> None:
    archive = backup()
    before = all_rows()
    refusals = []

    def try_another(line: str) -> None:
        if line.startswith("Files:"):
            for wishes in (BESIDE_A_SITE, Wishes(replace=True)):
                with pytest.raises(CannotRestore) as refusal:
                    restore(archive, wishes, say=quiet)
                refusals.append(str(refusal.value))

    with elsewhere(vendor):
        with running_site() if vendor == "sqlite" else nullcontext():
            restore(archive, BESIDE_A_SITE, say=try_another)
        after = all_rows()

    assert refusals == [TWICE, TWICE]
    assert after == before


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_restore_that_only_looks_learns_of_another_one(elsewhere: Elsewhere, vendor: str) -> None:
    with elsewhere(vendor):
        for wishes in (Wishes(), Wishes(while_connected=True)):
            with taken(), pytest.raises(CannotRestore) as refusal:
                check_target(wishes)
            assert str(refusal.value) == TWICE
        check_target(Wishes(while_connected=True))


def test_one_restore_may_follow_another_though_postgresql_ends_its_connection_later(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = database.apart
    with elsewhere("postgresql"), ExitStack() as still_open:

        @contextmanager
        def ended_later(settings: database.Settings) -> Iterator[BaseDatabaseWrapper]:
            yield still_open.enter_context(apart(settings))

        monkeypatch.setattr(database, "apart", ended_later)
        with taken() as first:
            first()
        with taken() as second:
            second()


def test_the_lock_of_a_restore_is_nobody_who_uses_the_database(elsewhere: Elsewhere) -> None:
    with elsewhere("postgresql"):
        before = company()
        with taken():
            beside_the_lock = company()

    assert (before, beside_the_lock) == (0, 0)


def test_a_restore_whose_lock_is_lost_changes_nothing(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    archive = backup()

    def end_the_lock(line: str) -> None:
        if line.startswith("Rows:"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = %s AND datname = current_database()",
                    [NAME],
                )

    with elsewhere("postgresql"):
        with pytest.raises(CannotRestore) as refusal:
            restore(archive, BESIDE_A_SITE, say=end_the_lock)
        moved_in = connection.introspection.table_names()

    assert str(refusal.value) == LOST
    assert moved_in == []


def test_nothing_is_moved_in_where_what_was_built_has_gone(transition: Transition) -> None:
    before = all_rows()

    with pytest.raises(CannotRestore) as refusal:
        staging.move_in({"people_user"}, instead_of={"people_user"})

    assert str(refusal.value) == GONE
    assert all_rows() == before


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_nothing_is_moved_in_where_a_table_that_was_built_is_missing(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, vendor: str
) -> None:
    archive = backup()
    with elsewhere(vendor):
        restore(archive, Wishes(while_connected=True), say=quiet)
        before = all_rows()

        with staging.prepared() as place:
            with staging.working_in(place) as staged, staged.cursor() as cursor:
                cursor.execute("CREATE TABLE people_user (id int)")
            with pytest.raises(CannotRestore) as refusal:
                staging.move_in({"people_user", "plans_transition"}, instead_of=set(before))

        assert str(refusal.value) == GONE
        assert all_rows() == before


def test_no_file_is_made_in_the_place_of_one_that_has_gone(elsewhere: Elsewhere) -> None:
    with elsewhere("sqlite"):
        place = Path(f"{connection.settings_dict['NAME']}.restoring")
        with pytest.raises(CannotRestore):
            staging.move_in({"people_user"}, instead_of=set())

    assert not place.exists()
