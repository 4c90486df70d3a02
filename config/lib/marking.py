"""The words of a search, marked where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from config.lib import search
from config.lib.markup import escaped


def marked(text: str, words: Iterable[str]) -> SafeString:
    """A text as HTML, with `<mark>` around each place where one of the folded words stands.

    Letters are folded one by one, so that an accent or an ß is found where it is written.
    """
    folded = [search.fold(letter) for letter in text]
    whole = "".join(folded)
    of_letter = [place for place, letters in enumerate(folded) for _ in letters]
    hit = [False] * len(text)
    for word in (one for said in words for one in search.spellings(said) if one):
        start = whole.find(word)
        while start >= 0:
            end = start + len(word)
            hit[of_letter[start] : of_letter[end - 1] + 1] = [True] * (
                of_letter[end - 1] + 1 - of_letter[start]
            )
            start = whole.find(word, end)
    return SafeString("".join(_pieces(text, hit)))


def _pieces(text: str, hit: list[bool]) -> Iterable[str]:
    begun = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and hit[place] == hit[begun]:
            continue
        piece = escaped(text[begun:place])
        yield f"<mark>{piece}</mark>" if hit[begun] else piece
        begun = place
