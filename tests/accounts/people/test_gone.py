"""Whether somebody can still be counted on: they have left, or are deactivated before that."""

from datetime import date

import pytest

from accounts.people.models import User
from accounts.people.rules import Gone, gone


@pytest.mark.parametrize(
    ("is_active", "last_day_on", "why"),
    [
        (True, None, None),
        (True, date(2026, 11, 24), None),
        (True, date(2026, 11, 23), Gone.LEFT),
        (False, None, Gone.LEFT),
        (False, date(2026, 11, 23), Gone.LEFT),
        (False, date(2026, 11, 24), Gone.DEACTIVATED),
    ],
)
def test_who_is_deactivated_before_the_last_day_is_over_has_not_left_yet(
    is_active: bool, last_day_on: date | None, why: Gone | None, today: date
) -> None:
    person = User(is_active=is_active, last_day_on=last_day_on)

    assert person.gone(today) == why
    assert gone(is_active=is_active, last_day_on=last_day_on, today=today) == why
