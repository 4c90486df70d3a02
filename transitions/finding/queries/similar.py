"""Words that were meant: for those that stand in no name, the nearest that stand in one.

PostgreSQL finds names with similar words by its trigrams. Where it has none within reach, and on
SQLite, some thousand names are looked through here. Only names that somebody may see are asked, so
that no suggestion tells of an account that is kept close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from accounts.clients.models import Account, Contact
from accounts.people.models import User
from config.lib import search
from config.lib.search import Folded
from transitions.finding.queries.said import Said

WORD = re.compile(r"\w+")
SHORTEST = 3
"""Letters of the shortest word in which a mistake can be told from another word."""
MOST_WORDS = 4
"""How many words of a search are put right; each asks for names of its own."""
NEAR = 0.7
"""From which share of equal letters on a word is one that may have been meant."""
LIKENESS = "0.3"
"""The same for PostgreSQL, which counts trigrams and so thinks less of each mistake."""
MOST_ALIKE, MOST_READ = 100, 4000
"""How many names of a kind are compared: of similar ones, and where PostgreSQL does not choose."""
WITHIN_REACH = (
    "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),"
    " to_regprocedure('word_similarity(text, text)') IS NOT NULL"
)


def meant(user: User, said: Said) -> str:
    """The words of a search put right; empty where none is like any that somebody may see.

    Four queries at the most, and on PostgreSQL a transaction around them.
    """
    words = [word for word in said.words if len(word) >= SHORTEST][:MOST_WORDS]
    if not words:
        return ""
    known = sorted(set(_words_of(_names(user, words))))
    right = {word: _nearest(word, known) for word in words}
    better = " ".join(right.get(word, word) for word in said.words)
    return "" if better == said.asked else better


def _names(user: User, words: list[str]) -> list[str]:
    with transaction.atomic():
        if connection.vendor == "postgresql" and _is_within_reach():
            return list(_alike(user, words))
        return list(_some(user))


def _is_within_reach() -> bool:
    """Whether trigrams can be asked here at all; until the end of the transaction PostgreSQL then
    takes for similar what we do.
    """
    with connection.cursor() as cursor:
        cursor.execute(WITHIN_REACH, [LIKENESS])
        return bool(cursor.fetchone()[1])


def _kinds(user: User) -> tuple[tuple[QuerySet[Any], str], ...]:
    """The names that somebody may see, of each kind that has names of its own."""
    accounts = Account.objects.visible_to(user).order_by()
    return (
        (accounts, "name"),
        (Contact.objects.filter(account__in=accounts).order_by(), "name"),
        (User.objects.visible_to(user).order_by(), "full_name"),
    )


def _alike(user: User, words: list[str]) -> Iterator[str]:
    for visible, field in _kinds(user):
        folded = Folded(F(field))
        is_alike = reduce(or_, (Q(TrigramWordSimilar(folded, Value(word))) for word in words))
        likeness = [TrigramWordSimilarity(word, folded) for word in words]
        best = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
        yield from (
            visible.filter(is_alike)
            .order_by(best.desc())
            .values_list(field, flat=True)[:MOST_ALIKE]
        )


def _some(user: User) -> Iterator[str]:
    for visible, field in _kinds(user):
        yield from visible.order_by("-pk").values_list(field, flat=True)[:MOST_READ]


def _words_of(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (word for word in WORD.findall(search.fold(name)) if len(word) >= SHORTEST)


def _nearest(word: str, known: list[str]) -> str:
    """The word itself where it stands in one that is known; else the one most like it, if any."""
    if any(word in other for other in known):
        return word
    pieces = _pieces(word)
    shared = {other: len(pieces & _pieces(other)) for other in known}
    likely = [other for other, many in shared.items() if many * 4 >= len(pieces)]
    likely.sort(key=lambda other: (-shared[other], other))
    score, best = max(((_likeness(word, other), other) for other in likely[:50]), default=(0, word))
    return best if score >= NEAR else word


def _pieces(word: str) -> set[str]:
    """Pairs of letters, with the first one marked as such."""
    marked = f" {word}"
    return {marked[place : place + 2] for place in range(len(word))}


def _likeness(word: str, other: str) -> float:
    """The share of equal letters; a word that is still being typed is like the start of another,
    though a little less than a whole one.
    """
    whole = SequenceMatcher(None, word, other, autojunk=False).ratio()
    start = SequenceMatcher(None, word, other[: len(word)], autojunk=False).ratio()
    return max(whole, start - 0.05)
