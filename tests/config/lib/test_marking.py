"""The words of a search are marked where they stand, as they are written there."""

import pytest

from config.lib.marking import marked


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Brightwater Foods", ["water"], "Bright<mark>water</mark> Foods"),
        ("Marek Dvořák", ["dvorak"], "Marek <mark>Dvořák</mark>"),
        ("Große Straße", ["strasse", "gross"], "<mark>Groß</mark>e <mark>Straße</mark>"),
        ("A <b> & Co", ["<b>"], "A <mark>&lt;b&gt;</mark> &amp; Co"),
        ("The client’s feed", ["client's"], "The <mark>client’s</mark> feed"),
        ("Banana", ["ana", "na"], "B<mark>anana</mark>"),
        ("Nothing", [], "Nothing"),
        ("", ["a"], ""),
    ],
)
def test_each_place_of_a_word_is_marked_and_the_rest_is_escaped(
    text: str, words: list[str], expected: str
) -> None:
    assert marked(text, words) == expected
