"""The log of a transition is searched by all that stands in a line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.support.exports import exported
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.log import ByHand

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("buyer", ["Called the buyer"]),
        ("content", ["Called the buyer"]),
        ("PRÍYA buyer", ["Called the buyer"]),
        ("raman helena buyer", ["Called the buyer"]),
        ("jonas", []),
    ],
    ids=["what", "notes", "who", "who wrote it", "nobody of it"],
)
def test_a_line_is_found_by_what_happened_and_by_who_did_or_wrote_it(
    words: str,
    expected: list[str],
    running: Transition,
    successor: User,
    lead: User,
    sign_in: SignIn,
) -> None:
    told = ByHand("Called the buyer", successor, NOW, "They are content.")
    log.add_by_hand(running.pk, told, by=lead)

    page = sign_in(lead).get(f"/transitions/{running.pk}/log/", {"q": words})

    lines = [line.said.before for day in page.context["days"] for line in day.lines]
    assert lines == expected


def test_a_log_is_narrowed_to_days_and_read_from_the_oldest_on(
    running: Transition, successor: User, lead: User, sign_in: SignIn
) -> None:
    for day in (1, 2, 3):
        told = ByHand(f"Call {day}", successor, NOW + timedelta(days=day))
        log.add_by_hand(running.pk, told, by=lead)
    since, until = ((NOW + timedelta(days=day)).date() for day in (2, 3))
    query = f"kind=manual&person={successor.pk}&since={since}&until={until}"
    client, address = sign_in(lead), f"/transitions/{running.pk}/log/"

    def lines(asked: str) -> list[str]:
        days = client.get(f"{address}?{asked}").context["days"]
        return [line.said.before for day in days for line in day.lines]

    assert lines(query) == ["Call 3", "Call 2"]
    assert lines(f"{query}&sort=oldest") == ["Call 2", "Call 3"]
    heads, *rows = exported(client, f"{address}export/csv/?{query}&sort=oldest")
    assert [row[heads.index("What happened")] for row in rows] == ["Call 2", "Call 3"]
