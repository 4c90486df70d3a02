"""A word with a mistake in it finds what was meant, on every database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from tests.factories.transitions import TODAY
from transitions.finding.queries import similar
from transitions.finding.queries.everything import everything
from transitions.finding.queries.said import understood
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("transition")]
MISTAKES = [
    ("Brigthwater", "brightwater"),
    ("britwater foods", "brightwater foods"),
    ("brigth", "brightwater"),
    ("tomsa", "tomas"),
    ("Tomas Eriksn", "tomas eriksen"),
    ("ula", "ulla"),
    ("ulla snd", "ulla sand"),
]


@pytest.mark.parametrize(("typed", "meant"), MISTAKES)
def test_a_mistake_is_put_right_where_nothing_is_called_so(
    lead: User, typed: str, meant: str
) -> None:
    found = everything(lead, typed, TODAY)

    assert found.meant == meant
    assert found.some


@pytest.mark.parametrize("typed", ["wolfram", "xq", "zzzzzz", "12345", "agenda xylophone"])
def test_what_is_like_nothing_is_left_as_it_is(lead: User, typed: str) -> None:
    found = everything(lead, typed, TODAY)

    assert (found.meant, found.some) == ("", ())


@pytest.mark.parametrize(("typed", "meant"), MISTAKES)
def test_names_are_looked_through_here_where_trigrams_are_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, lead: User, typed: str, meant: str
) -> None:
    monkeypatch.setattr(similar, "_is_within_reach", lambda: False)

    assert everything(lead, typed, TODAY).meant == meant


def test_to_put_a_word_right_takes_a_fixed_number_of_queries(
    lead: User, transition: Transition
) -> None:
    counts = []
    for typed in ("brigthwater", "tomas eriksn", "wolfram"):
        with CaptureQueriesContext(connection) as seen:
            everything(lead, typed, TODAY)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in seen.captured_queries))

    own = 4 if connection.vendor == "postgresql" else 3
    assert counts == [14 + own, 14 + own, 7 + own]


def test_only_names_that_somebody_may_see_are_compared(lead: User, stranger: User) -> None:
    meant = [similar.meant(person, understood("Brigthwater")) for person in (lead, stranger)]

    assert meant == ["brightwater", ""]
