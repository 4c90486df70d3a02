"""The log of a transition is searched by all that stands in a line."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW
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

    lines = [line.activity for day in page.context["days"] for line in day.lines]
    assert lines == expected
