from datetime import date

import pytest

from accounts.people.rules import Gone
from transitions.portfolio.rules import Standing, Waiting, headline

TOMAS = Waiting("Tomas", 5, date(2026, 12, 18))


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing(0, 0, 0, 0), "Nothing is in transition now."),
        (
            Standing(2, 4, 6, 9, TOMAS),
            "Two transitions are off track. Five of the nine overdue items wait for Tomas, "
            "who leaves on 18 December.",
        ),
        (
            Standing(0, 1, 3, 1, Waiting("Priya", 1)),
            "One transition is at risk. The one overdue item waits for Priya.",
        ),
        (
            Standing(0, 2, 3, 9, Waiting("Tomas", 3, gone=Gone.LEFT)),
            "Two transitions are at risk. Three of the nine overdue items wait for Tomas, "
            "who has left.",
        ),
        (
            Standing(0, 1, 3, 1, Waiting("Tomas", 1, gone=Gone.DEACTIVATED)),
            "One transition is at risk. The one overdue item waits for Tomas, who is deactivated.",
        ),
        (
            Standing(0, 2, 3, 2, Waiting("Priya", 2)),
            "Two transitions are at risk. Both overdue items wait for Priya.",
        ),
        (
            Standing(1, 0, 0, 14, Waiting("Priya", 4)),
            "One transition is off track. 14 items are overdue.",
        ),
        (Standing(0, 0, 1, 0), "The one active transition is on track. Nothing is overdue."),
        (Standing(0, 0, 13, 0), "All 13 active transitions are on track. Nothing is overdue."),
    ],
)
def test_the_headline_says_what_matters(standing: Standing, sentence: str) -> None:
    assert headline(standing) == sentence
