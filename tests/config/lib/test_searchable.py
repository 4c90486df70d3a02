"""A database that cannot be searched is refused before anything is made in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from config.lib import searchable

pytestmark = pytest.mark.django_db


@contextmanager
def answering(*row: object) -> Iterator[None]:
    """Let PostgreSQL say this of itself."""
    asked = MagicMock(vendor="postgresql")
    asked.cursor.return_value.__enter__.return_value.fetchone.return_value = row
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searchable, "connections", {"default": asked})
        yield


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        (("UTF8", True), []),
        (("SQL_ASCII", True), [searchable.NOT_UTF8]),
        (("UTF8", False), [searchable.NO_ICU]),
        (("LATIN1", False), [searchable.NOT_UTF8, searchable.NO_ICU]),
    ],
)
def test_a_database_needs_utf8_and_icu(row: tuple[object, ...], errors: list[Any]) -> None:
    with answering(*row):
        assert searchable.lacking(databases=["default"]) == errors


def test_the_database_of_the_tests_lacks_nothing() -> None:
    assert searchable.lacking(databases=[connection.alias]) == []


def test_it_is_asked_with_a_database_and_not_by_every_process_that_starts() -> None:
    with answering("SQL_ASCII", True):
        assert run_checks(tags=[Tags.database], databases=["default"]) == [searchable.NOT_UTF8]
        assert searchable.NOT_UTF8 not in run_checks()
