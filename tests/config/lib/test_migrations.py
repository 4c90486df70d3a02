"""Indexes and checks that are added to a table in use."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from accounts.people.models import User
from config.lib.migrations import (
    AddConstraintGently,
    AddIndexGently,
    AddTrigramsGently,
    RemoveIndexGently,
)

pytestmark = pytest.mark.django_db(transaction=True)

INDEX = models.Index(fields=["region"], name="people_by_region")
CHECK = models.CheckConstraint(condition=~models.Q(region="moon"), name="nobody lives on the moon")


def run(operation: migrations.operations.base.Operation, *, back: bool = False) -> None:
    """Run one operation as a migration of its own would."""
    before = MigrationLoader(None).project_state()
    after = before.clone()
    operation.state_forwards("people", after)
    with connection.schema_editor(atomic=False) as editor:
        if back:
            operation.database_backwards("people", editor, after, before)
        else:
            operation.database_forwards("people", editor, before, after)


def names() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, User._meta.db_table))


def test_an_index_is_added_once_and_taken_away_again() -> None:
    run(AddIndexGently("user", INDEX))
    run(AddIndexGently("user", INDEX))
    assert INDEX.name in names()

    run(AddIndexGently("user", INDEX), back=True)
    assert INDEX.name not in names()


def test_an_index_is_removed_once_and_made_again() -> None:
    run(AddIndexGently("user", INDEX))
    before = MigrationLoader(None).project_state()
    before.add_index("people", "user", INDEX)
    after = before.clone()
    remove = RemoveIndexGently("user", INDEX.name)
    remove.state_forwards("people", after)
    for _ in range(2):
        with connection.schema_editor(atomic=False) as editor:
            remove.database_forwards("people", editor, before, after)
        assert INDEX.name not in names()

    with connection.schema_editor(atomic=False) as editor:
        remove.database_backwards("people", editor, after, before)
    assert INDEX.name in names()
    run(AddIndexGently("user", INDEX), back=True)


def test_words_of_folded_texts_are_indexed_on_postgresql_alone() -> None:
    words = AddTrigramsGently("user", "words_of_people", ["full_name", "position"])
    run(words)
    run(words)

    is_postgresql = connection.vendor == "postgresql"
    assert ("words_of_people" in names()) is is_postgresql
    if is_postgresql:
        found = User.objects.filter(full_name__folded__contains="jana").order_by()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            assert "words_of_people" in found.explain()

    run(words, back=True)
    assert "words_of_people" not in names()


def test_an_index_that_was_only_half_built_is_built_again() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL leaves half an index behind")
    for number in range(2):
        User.objects.create_user(f"twin{number}@example.com", full_name="Twin", region="east")
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError):
            cursor.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {INDEX.name} ON people_user (region)")
        run(AddIndexGently("user", INDEX))
        cursor.execute(
            "SELECT indisvalid, indisunique FROM pg_index"
            " JOIN pg_class ON pg_class.oid = indexrelid WHERE relname = %s",
            [INDEX.name],
        )
        assert cursor.fetchall() == [(True, False)]
    run(AddIndexGently("user", INDEX), back=True)


def test_a_check_holds_for_new_rows_and_is_proven_for_old_ones_even_later() -> None:
    person = User.objects.create_user("neil@example.com", full_name="Neil", region="earth")

    run(AddConstraintGently("user", CHECK))

    with pytest.raises(IntegrityError):
        User.objects.filter(pk=person.pk).update(region="moon")
    run(AddConstraintGently("user", CHECK), back=True)
    User.objects.filter(pk=person.pk).update(region="moon")
    with pytest.raises(IntegrityError):
        run(AddConstraintGently("user", CHECK))
    User.objects.filter(pk=person.pk).update(region="earth")
    run(AddConstraintGently("user", CHECK))
    assert CHECK.name in names()
    run(AddConstraintGently("user", CHECK), back=True)
