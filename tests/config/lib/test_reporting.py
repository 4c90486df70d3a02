"""What Sentry is told names nobody and repeats nothing that people typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.people.models import User
from config.lib.reporting import without_people

TYPED = "What the client said in confidence"


def event_of(value: str) -> dict[str, Any]:
    return {"exception": {"values": [{"type": "Any", "value": value}]}}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            f'violates check constraint "x"\nDETAIL:  Failing row contains (7, {TYPED}).',
            'violates check constraint "x"',
        ),
        (
            f"invalid input syntax for type date\nLINE 1: SELECT '{TYPED}'",
            "invalid input syntax for type date",
        ),
        (
            "{'tomas.eriksen@norvane.example': (550, b'no such user')}",
            "{'[hidden]': (550, b'no such user')}",
        ),
        ("Could not connect to the endpoint URL", "Could not connect to the endpoint URL"),
    ],
)
def test_an_exception_is_told_without_what_people_typed(value: str, told: str) -> None:
    assert without_people(event_of(value), {}) == event_of(told)


def test_a_log_line_is_told_without_the_names_in_it() -> None:
    said = {
        "message": "Report %s could not be made",
        "formatted": "Report 1 of Kestrel: Tomas to Marek could not be made",
        "params": ["1 of Kestrel: Tomas to Marek"],
    }

    assert without_people({"logentry": said}, {}) == {
        "logentry": {"message": "Report %s could not be made"}
    }


def test_the_row_of_a_real_database_stays_in_it(owner: User) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL says the row that breaks a rule")
    with pytest.raises(IntegrityError) as raised, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_user SET full_name = %s, email = NULL WHERE id = %s", [TYPED, owner.pk]
        )
    assert TYPED in str(raised.value)

    told = without_people(event_of(str(raised.value)), {})

    assert TYPED not in str(told)
    assert owner.email not in str(told)
