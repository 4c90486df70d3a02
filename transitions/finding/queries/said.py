"""What somebody searches for, and how well a name fits it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, Value, When

from config.lib import search

SHORTEST = 2
"""Letters from which anything is looked for: one letter stands nearly everywhere."""
MOST_WORDS = 8
"""How many words are looked for; more say nothing that these do not."""


@dataclass(frozen=True, slots=True)
class Said:
    """The text of a search, as it was typed, folded as a whole, and its words."""

    text: str
    whole: str
    words: tuple[str, ...]

    @property
    def asked(self) -> str:
        """The words that are looked for, as one text."""
        return " ".join(self.words)

    @property
    def is_enough(self) -> bool:
        return len(self.whole) >= SHORTEST


def understood(text: str) -> Said:
    """A text as it is searched for."""
    tidy = " ".join(text.split())
    found = search.words(tidy)[:MOST_WORDS] if tidy else []
    return Said(tidy, search.fold(tidy), tuple(found))


def rank(said: Said, field: str) -> Case:
    """How well a name fits: it starts so, its words start so, or the words stand within it."""
    starts = Q(**{f"{field}__folded__startswith": said.whole})
    begins = reduce(and_, (_begins(word, field) for word in said.words))
    return Case(
        When(starts, then=Value(0)),
        When(begins, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def any_word(said: Said, *fields: str) -> Q:
    """One of the words at least in any of these fields: the others may stand beside it."""
    spelled = (one for word in said.words for one in search.spellings(word))
    return reduce(or_, (search.within(word, *fields) for word in spelled))


def _begins(word: str, field: str) -> Q:
    first = Q(**{f"{field}__folded__startswith": word})
    return first | Q(**{f"{field}__folded__contains": f" {word}"})
