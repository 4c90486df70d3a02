"""Transitions are found by the reference that people quote, as it is being typed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.plans.queries.quoting import quoted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "word", ["tr-", "tr-2", "tr-20", "tr-2026", "tr-2026-", "tr-2026-{}", "2026-{}", "tr-2026-00{}"]
)
def test_a_reference_is_found_from_its_beginning_on(word: str) -> None:
    transition = make_transition()

    asked = quoted(word.format(transition.pk))

    assert Transition.objects.filter(asked).get() == transition


@pytest.mark.parametrize("word", ["tr-1", "tr-2025", "tr-2025-{}", "tr-0000", "tr-2026-999999999"])
def test_another_year_or_number_is_not_found(word: str) -> None:
    transition = make_transition()

    assert not Transition.objects.filter(quoted(word.format(transition.pk))).exists()


@pytest.mark.parametrize("word", ["tr", "tr-2-", "tr-20261", "2026", "atr-2026", "31", "0000-1"])
def test_what_is_no_reference_asks_nothing(word: str) -> None:
    assert not quoted(word)


def test_the_last_year_of_the_calendar_is_one_too() -> None:
    transition = make_transition()
    Transition.objects.filter(pk=transition.pk).update(prepared_on=date(9999, 12, 31))

    assert Transition.objects.filter(quoted("tr-9999")).exists()
