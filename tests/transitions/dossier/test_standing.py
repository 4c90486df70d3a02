"""How far a section has come follows from who said what of what it held then."""

from __future__ import annotations

from datetime import date

import pytest

from transitions.dossier.choices import Answer, Standing
from transitions.dossier.rules import Said, last_day_to_answer, standing

NOW, THEN = "now", "then"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said(), Standing.OPEN),
        (Said(confirmed=NOW), Standing.CONFIRMED),
        (Said(confirmed=THEN), Standing.CHANGED),
        (Said(NOW, Answer.ACCEPTED, NOW), Standing.ACCEPTED),
        (Said(THEN, Answer.ACCEPTED, THEN), Standing.REOPENED),
        (Said(NOW, Answer.ACCEPTED, THEN), Standing.CONFIRMED),
        (Said(NOW, Answer.REFUSED, NOW), Standing.REFUSED),
        (Said(NOW, Answer.REFUSED, THEN), Standing.CONFIRMED),
        (Said(THEN, Answer.REFUSED, THEN), Standing.CHANGED),
    ],
)
def test_what_was_said_counts_for_what_the_section_held_then(
    said: Said, expected: Standing
) -> None:
    assert standing(said, NOW, is_empty=False) == expected


def test_a_section_that_holds_nothing_is_never_confirmed() -> None:
    assert standing(Said(), "", is_empty=True) == Standing.EMPTY
    assert standing(Said(confirmed=""), "", is_empty=True) == Standing.EMPTY
    assert standing(Said(confirmed=THEN), "", is_empty=True) == Standing.EMPTY


def test_an_answer_is_due_before_who_hands_over_has_left() -> None:
    ends = date(2027, 1, 13)

    assert last_day_to_answer(None, ends) == ends
    assert last_day_to_answer(date(2026, 12, 18), ends) == date(2026, 12, 17)
    assert last_day_to_answer(date(2027, 3, 1), ends) == ends
