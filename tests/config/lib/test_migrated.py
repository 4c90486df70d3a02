"""Before the first migration there are no rows; any other reason not to tell them is told."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from accounts.people.models import Team
from config.lib import migrated


@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_still_to_come_has_no_rows(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert migrated.rows(Team.objects.values_list("name")) == [("Industry",)]

    with monkeypatch.context() as before:
        before.setattr(Team._meta, "db_table", "still_to_come")
        assert migrated.rows(Team.objects.values_list("name")) == []


def test_a_table_that_is_there_and_cannot_be_read_is_an_error(db: None) -> None:
    broken = Team.objects.extra(where=["no_such_column = 1"]).values_list("name")

    with pytest.raises(DatabaseError):
        migrated.rows(broken)
