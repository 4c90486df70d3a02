"""A migration changes a table, or a connection is lost, while plans are kept: pages go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from django.db.utils import NotSupportedError, OperationalError

from accounts.people.models import Team, User
from config.lib.kept import Kept, atomic_once_more
from config.lib.kept.plans import TIMES
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)

LENGTHEN = "ALTER TABLE people_user ALTER COLUMN theme TYPE varchar(%s)"
END = "SELECT pg_terminate_backend(%s, 5000)"
PERSON = Kept(lambda pk: User.objects.filter(pk=pk))
Elsewhere = Callable[[str], None]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Another connection, as that of a migration or of an operator; the column ends as it was."""
    if connection.vendor != "postgresql":
        pytest.skip("needs a PostgreSQL server: run with DATABASE_URL")
    other: Any = connection.copy()

    def run(statement: str) -> None:
        with other.cursor() as cursor:
            cursor.execute(statement)

    yield run
    run(LENGTHEN % 5)
    other.close()


def ask_often(person: User) -> None:
    for _ in range(TIMES + 2):
        assert PERSON.get(person.pk) == person


def plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def test_pages_go_on_while_a_migration_changes_a_column(
    elsewhere: Elsewhere, sign_in: SignIn, owner: User
) -> None:
    client = sign_in(owner)
    before = [client.get("/profile/").status_code for _ in range(TIMES + 2)]

    elsewhere(LENGTHEN % 6)

    assert [client.get("/profile/").status_code for _ in range(TIMES + 2)] == before
    assert set(before) == {200}


def test_an_outdated_plan_is_made_anew(elsewhere: Elsewhere, owner: User) -> None:
    ask_often(owner)
    known = plans()
    elsewhere(LENGTHEN % 6)

    ask_often(owner)

    assert plans() == known


def test_a_plan_that_the_server_has_lost_is_made_anew(elsewhere: Elsewhere, owner: User) -> None:
    ask_often(owner)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    ask_often(owner)

    assert plans() == 1


def test_a_transaction_fails_once_and_the_next_goes_on(elsewhere: Elsewhere, owner: User) -> None:
    ask_often(owner)
    elsewhere(LENGTHEN % 6)

    with pytest.raises(NotSupportedError), transaction.atomic():
        PERSON.get(owner.pk)

    with transaction.atomic():
        ask_often(owner)


def test_what_was_written_before_a_plan_turned_out_to_be_outdated_is_written_once(
    elsewhere: Elsewhere, owner: User
) -> None:
    tried = []

    @atomic_once_more
    def found_a_team(name: str) -> str:
        tried.append(Team.objects.create(name=name))
        found = PERSON.get(owner.pk)
        return found.full_name if found else ""

    ask_often(owner)
    elsewhere(LENGTHEN % 6)

    assert found_a_team("West") == owner.full_name
    assert len(tried) == 2
    assert list(Team.objects.filter(name="West")) == tried[1:]


def test_after_a_savepoint_a_transaction_goes_on(elsewhere: Elsewhere, owner: User) -> None:
    ask_often(owner)
    elsewhere(LENGTHEN % 6)

    with transaction.atomic():
        with pytest.raises(NotSupportedError), transaction.atomic():
            PERSON.get(owner.pk)
        ask_often(owner)


def test_each_thread_makes_its_own_plans_anew(elsewhere: Elsewhere, owner: User) -> None:
    together = Barrier(3)

    def ask_before_and_after() -> None:
        try:
            ask_often(owner)
            together.wait(timeout=20)
            together.wait(timeout=20)
            ask_often(owner)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(ask_before_and_after) for _ in range(2)]
        together.wait(timeout=20)
        elsewhere(LENGTHEN % 6)
        together.wait(timeout=20)
        for answer in answers:
            answer.result()


def test_after_a_lost_connection_the_next_page_has_a_new_one(
    elsewhere: Elsewhere, owner: User
) -> None:
    ask_often(owner)
    elsewhere(END % connection.connection.info.backend_pid)

    with pytest.raises(OperationalError):
        PERSON.get(owner.pk)
    close_old_connections()  # as at the end of each page

    ask_often(owner)
    assert plans() == 1


def test_on_a_new_connection_plans_are_kept_from_the_first_question(
    elsewhere: Elsewhere, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_often(owner)
    monkeypatch.setattr(connection, "close_at", None)  # one that outlives pages, as on a server
    elsewhere(END % connection.connection.info.backend_pid)
    close_old_connections()  # which has seen no error, so that the first question finds out

    for _ in range(TIMES + 1):
        assert PERSON.get(owner.pk) == owner

    assert plans() == 1
