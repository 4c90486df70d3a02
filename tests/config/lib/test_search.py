"""A search finds all words, each anywhere, in any case and without accents, on every database."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from accounts.people.models import User
from config.lib import search
from tests.factories.people import UserFactory

LETTERS = "".join(map(chr, [*range(0x21, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)]))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DVOŘÁK", "dvorak"),
        ("nÚria Sørensen", "nuria sorensen"),
        ("Straße, STRASSE", "strasse, strasse"),
        ("Łódź, Þór, ÆRØ", "lodz, thor, aero"),
        ("ΟΔΥΣΣΕΥΣ, Οδυσσεύς", "οδυσσευσ, οδυσσευσ"),
        ("Dvor\u030ca\u0301k", "dvorak"),
        ("", ""),
    ],
)
def test_a_text_is_folded_to_small_letters_without_accents(text: str, folded: str) -> None:
    assert search.fold(text) == folded


def test_a_search_is_taken_apart_into_words_that_ask_something() -> None:
    assert search.words("  Water Brightwater\tTomas tomas ") == ["brightwater", "tomas"]
    assert search.words("´") == ["´"]


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["client's", "CLIENT’S", "the client's feed"])
def test_an_apostrophe_is_found_however_it_is_typed(said: str) -> None:
    curly = UserFactory.create(full_name="Kim", position="Collects the client’s feedback")
    plain = UserFactory.create(full_name="Lou", position="Collects the client's feedback")
    UserFactory.create(full_name="Max", position="Collects the clients feedback")

    found = User.objects.filter(
        search.every_word(said, lambda word: search.within(word, "position"))
    )

    assert {*found} == {curly, plain}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        "dvorak",
        "DVOŘÁK",
        "Dvořák",
        "kovačka jana",
        "JANA dvor",
        "prodej jana@",
        "straße",
        "strasse",
    ],
)
def test_every_database_finds_the_words_in_any_case_without_accents(said: str) -> None:
    person = UserFactory.create(
        full_name="Jana DvořáK Kovačka", email="jana@dvorak.example", position="Prodej, Strasse"
    )
    UserFactory.create(full_name="Jan Novák", position="50% _ \\ straight")

    assert _found(said) == [person]


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "count"), [("50%", 1), ("_", 1), ("\\", 1), ("5%t", 0), ("´", 0)])
def test_signs_of_a_pattern_are_only_signs(said: str, count: int) -> None:
    UserFactory.create(full_name="Jan", email="jan@a.example", position="50% _ \\ straight")
    UserFactory.create(full_name="Eva", email="eva@a.example", position="505 straight")

    assert len(_found(said)) == count


@pytest.mark.django_db
def test_the_database_folds_each_letter_as_the_search_does() -> None:
    """Or a word would be folded one way and the text it stands in another."""
    person = UserFactory.create()
    differ = []

    for start in range(0, len(LETTERS), 100):
        some = LETTERS[start : start + 100]
        User.objects.filter(pk=person.pk).update(position=some)
        folded = User.objects.filter(pk=person.pk).values_list("position__folded", flat=True).get()
        if folded != search.fold(some):
            differ += [letter for letter in some if search.fold(letter) not in folded]

    assert differ == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite folds by Python alone")
def test_letters_are_folded_alike_whatever_the_locale_of_the_database() -> None:
    """In the locale C, PostgreSQL by itself knows the small letters of ASCII only."""
    said = "Øster Łódź ÆRØ Đorđe ΣΑΜΟΣ ЯЖЁ"
    person = UserFactory.create(position=said)
    told = search.Folded(Collate(F("position"), "C"))

    folded = User.objects.filter(pk=person.pk).values_list(told, flat=True).get()

    assert folded == search.fold(said) == "øster łodz æro đorđe σαμοσ яже".translate(search.APART)


@pytest.mark.parametrize(
    ("text", "is_beyond"),
    [
        ("Ticked “Plan the next transition”", False),
        ("TR-2026-031 · 1–5 May → the customer’s wish…", False),
        ("Ticked “Déjà vu”", True),
        ("Ownership moved to Łukasz", True),
        ("™", True),
    ],
)
def test_only_texts_with_letters_beyond_ascii_are_folded_letter_by_letter(
    text: str, is_beyond: bool
) -> None:
    assert bool(re.search(search.BEYOND, text)) is is_beyond


@pytest.mark.django_db
def test_signs_that_are_not_folded_letter_by_letter_are_folded_all_the_same() -> None:
    said = f"{search.PUNCTUATION} AND {search.DOTS}"
    person = UserFactory.create(position=said)

    folded = User.objects.filter(pk=person.pk).values_list("position__folded", flat=True).get()

    assert folded == search.fold(said) == f"{search.PUNCTUATION} and ..."


def _found(said: str) -> list[User]:
    fields = ("full_name", "email", "position")
    return list(
        User.objects.filter(search.every_word(said, lambda word: search.within(word, *fields)))
    )
