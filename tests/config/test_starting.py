"""What a command says when the database lets it down."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, transaction

from config.lib.environment import Misconfigured
from config.starting import explain


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no locks of tables")
def test_a_migration_that_waits_too_long_says_so_in_a_sentence(transactional_db: None) -> None:
    other = connection.copy()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_user")
        with pytest.raises(OperationalError) as waited, other.cursor() as waiting:
            waiting.execute("SET lock_timeout = '10ms'")
            waiting.execute("ALTER TABLE people_user ADD COLUMN any_name text")
    other.close()

    with pytest.raises(Misconfigured, match="Others kept a table to themselves for too long"):
        explain(waited.value)


def test_another_error_of_a_database_that_answers_keeps_its_traceback(db: None) -> None:
    explain(OperationalError("disk full"))
