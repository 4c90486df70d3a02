"""Filling drops foreign keys and indexes of PostgreSQL meanwhile; afterwards they are as before."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.clients.models import Contact
from checklists.runs.models import Checklist, Item
from tests.factories.accounts import AccountFactory, ContactFactory
from transitions.portfolio.operations.fill.filling import ORDER
from transitions.portfolio.operations.fill.store import Store, like
from transitions.portfolio.operations.fill.structure import made_at_the_end

ONLY_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps its keys and indexes meanwhile"
)
TABLES = [model._meta.db_table for model in ORDER]


def structure() -> set[str]:
    """Every index and every constraint of the tables that are filled, as PostgreSQL says it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[]) AND indisvalid"
            " UNION SELECT format('%%s %%s: %%s', conrelid::regclass, conname,"
            " pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = ANY(%s::regclass[])",
            [TABLES, TABLES],
        )
        return {line for (line,) in cursor.fetchall()}


@ONLY_POSTGRESQL
@pytest.mark.django_db
def test_keys_and_indexes_are_there_again_when_the_rows_are_in() -> None:
    before = structure()

    with made_at_the_end(ORDER):
        meanwhile = structure()

    assert structure() == before
    assert not any("FOREIGN KEY" in line for line in meanwhile)
    assert not any("open_items_due" in line for line in meanwhile)
    assert any("one running item per position" in line for line in meanwhile)


@ONLY_POSTGRESQL
@pytest.mark.django_db
def test_they_are_as_they_were_where_filling_breaks_off() -> None:
    before = structure()

    with pytest.raises(InterruptedError), transaction.atomic(), made_at_the_end(ORDER):
        raise InterruptedError

    assert structure() == before


@ONLY_POSTGRESQL
@pytest.mark.django_db
def test_a_row_that_points_at_nothing_is_refused_at_the_end() -> None:
    store = Store()
    store.keep(Contact(account_id=2_000_000, name="Margit Hofer", position="Head"))

    with (
        pytest.raises(IntegrityError, match="clients_account"),
        transaction.atomic(),
        made_at_the_end(ORDER),
    ):
        store.write(ORDER)

    assert Contact.objects.count() == 0


@ONLY_POSTGRESQL
@pytest.mark.django_db
def test_rows_of_the_same_transaction_that_wait_for_their_check_are_no_obstacle() -> None:
    account = AccountFactory.create()

    with made_at_the_end(ORDER):
        ContactFactory.create(account=account)

    assert Contact.objects.get().account == account


def test_a_row_like_another_leaves_that_one_alone() -> None:
    pattern = Item(title="Meet the client")
    pattern.checklist = Checklist(pk=1)

    row = like(pattern, checklist_id=2, number="1.1")
    row.title = "Meet everybody"

    assert (row.title, row.number, row.checklist_id) == ("Meet everybody", "1.1", 2)
    assert (pattern.title, pattern.number, pattern.checklist_id) == ("Meet the client", "", 1)
    assert not Item.checklist.is_cached(row)
