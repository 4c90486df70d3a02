"""Transitions are found by the reference that people quote, as it is being typed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.factories.transitions import make_transition
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.queries.quoting import quoted

pytestmark = pytest.mark.django_db
REFERENCES = ("TR-2026-003", "TR-2026-031", "TR-2026-310", "TR-2026-3107", "TR-2026-310700")
"""Some that are there, as long as a number may be and longer than it is filled up to."""
BESIDE = ("TR-2025-032", "TR-2026-030", "TR-2026-099", "TR-2026-299", "TR-2026-300", "TR-2026-400")
BEGINNINGS = sorted(
    {whole[:length].lower() for whole in REFERENCES for length in range(3, len(whole) + 1)}
)


@pytest.fixture
def register() -> set[str]:
    """The references of all transitions that there are; the number of the first is anybody's."""
    draft = make_transition(started=False)
    Transition.objects.filter(pk=draft.pk).update(state=State.CANCELLED)
    values = Transition.objects.filter(pk=draft.pk).values().get()
    numbers = {one: tuple(map(int, one.split("-")[1:])) for one in (*REFERENCES, *BESIDE)}
    others = {one: told for one, told in numbers.items() if told[1] != draft.pk}
    for year, number in others.values():
        own = {"id": number, "prepared_on": date(year, 11, 2), "request_key": uuid4()}
        Transition.objects.create(**values | own)
    return {*others, draft.reference}


def found(word: str) -> set[str]:
    return {one.reference for one in Transition.objects.filter(quoted(word))}


def plain(reference: str) -> str:
    """A reference whose number is not filled up with zeros, in small letters."""
    year, number = reference.lower().split("-")[1:]
    return f"tr-{year}-{int(number)}"


@pytest.mark.parametrize("word", BEGINNINGS)
def test_every_beginning_of_a_reference_finds_those_that_begin_so(
    word: str, register: set[str]
) -> None:
    begin_so = {one for one in register if one.lower().startswith(word)}

    assert begin_so
    assert found(word) == begin_so | {one for one in register if plain(one) == word}


@pytest.mark.parametrize("word", ["tr-2026-31", "2026-31", "2026-031"])
def test_a_number_may_be_typed_without_its_zeros_and_without_the_letters(
    word: str, register: set[str]
) -> None:
    assert "TR-2026-031" in found(word)
    assert "TR-2026-030" not in found(word)


def test_a_year_with_its_dash_may_be_typed_without_the_letters(register: set[str]) -> None:
    assert found("2026-") == {one for one in register if one.startswith("TR-2026")}


@pytest.mark.parametrize(
    "word", ["tr-1", "tr-2024", "tr-2024-031", "tr-0000", "tr-2026-000", "tr-2026-999999999"]
)
@pytest.mark.usefixtures("register")
def test_another_year_or_number_is_not_found(word: str) -> None:
    assert found(word) == set()


@pytest.mark.parametrize(
    "word", ["tr", "tr-2-", "tr-20261", "2026", "atr-2026", "31", "0000-1", "2026-0031"]
)
def test_what_is_no_reference_asks_nothing(word: str) -> None:
    assert not quoted(word)


def test_the_last_year_of_the_calendar_is_one_too() -> None:
    transition = make_transition()
    Transition.objects.filter(pk=transition.pk).update(prepared_on=date(9999, 12, 31))

    assert Transition.objects.filter(quoted("tr-9999")).exists()
