"""Search as people mean it: all words, each anywhere, in any case, without accents.

    def search(self, found, name, value):
        return found.filter(every_word(value, lambda word: within(word, "name", "industry")))

The texts are folded where they are compared, so that nothing has to be kept true beside them. On
PostgreSQL an index of trigrams over what `Folded` makes of a text (`AddTrigramsGently`) finds a
word without reading every row; large tables have one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Q, QuerySet, TextField, Transform, Value

ALIKE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ς": "σ"}
"""Letters that no accent can be taken from, and what they are found by."""
LONG = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
APART = str.maketrans({**ALIKE, **LONG})
ACCENTS = "[\u0300-\u036f]"
"""Marks that stand on the letter before them once the two are written apart."""
UNMARKED = dict.fromkeys(range(0x300, 0x370))
PUNCTUATION = "“”„‘’‚«»‹›–—·•→€°§×"
"""Signs that are folded to themselves, so that a text which goes beyond ASCII by them alone is
still a cheap one. The log quotes in each of its entries."""
DOTS, THREE_DOTS = "…", "..."
"""The one other sign that the product writes itself, and what it is folded to."""
BEYOND = f"[^\\u0001-\\u007f{PUNCTUATION}{DOTS}]"
"""What has to be folded letter by letter; a pattern for PostgreSQL and for Python."""
TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
"""What an index of words needs of PostgreSQL; whoever owns a database may add it."""
FEW = 500
"""As many ids go into a query by themselves."""
ANY_LOCALE = "und-x-icu"
"""The collation by which PostgreSQL knows the small letter of Ø and Σ in any database, also in
one whose locale is “C” and knows those of ASCII only, or is Turkish and makes ı of I."""


def fold(text: str) -> str:
    """A text as it is compared: small letters without accents, ß as ss."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(UNMARKED).lower().translate(APART)


class Folded(Transform):
    """The same in the database: `name__folded__contains` takes what `fold` gives.

    Most texts have no letter beyond ASCII, though they may have quotes and dashes beyond it.
    PostgreSQL spares itself the rest for those: to fold one letter by letter costs ten times as
    much. Whatever the locale of a database, it folds alike.
    """

    lookup_name = "folded"
    function = "FOLDED"
    output_field = TextField()

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.lhs)
        return folded(sql), [*params] * 6


def folded(sql: str) -> str:
    """How PostgreSQL folds a text: an expression around that of the text, which stands in it six
    times.
    """
    small = f'LOWER({sql} COLLATE "C")'
    return (
        f"CASE WHEN OCTET_LENGTH({sql}) = CHAR_LENGTH({sql}) THEN {small}"
        f""" WHEN {sql} COLLATE "C" !~ '{BEYOND}'"""
        f" THEN REPLACE({small}, '{DOTS}', '{THREE_DOTS}')"
        f' ELSE {_letter_by_letter(sql)} COLLATE "C" END'
    )


def _letter_by_letter(sql: str) -> str:
    bare = f"REGEXP_REPLACE(NORMALIZE({sql}, NFKD), '{ACCENTS}', '', 'g')"
    bare = f'LOWER({bare} COLLATE "{ANY_LOCALE}")'
    bare = f"TRANSLATE({bare}, '{''.join(ALIKE)}', '{''.join(ALIKE.values())}')"
    for letter, letters in LONG.items():
        bare = f"REPLACE({bare}, '{letter}', '{letters}')"
    return bare


def teach_sqlite(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new connection to SQLite the function that PostgreSQL writes out."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("FOLDED", 1, _fold_any, deterministic=True)


def _fold_any(text: str | None) -> str | None:
    return None if text is None else fold(str(text))


def words(said: str) -> list[str]:
    """The words somebody searches for, folded; one that stands in another asks nothing more."""
    found = list(dict.fromkeys(fold(said).split())) or [said]  # an accent alone is found nowhere
    return [word for word in found if not any(word != other and word in other for other in found)]


def every_word(said: str, anywhere: Callable[[str], Q]) -> Q:
    """All words of a search, each where `anywhere` looks for one.

    One with an apostrophe is found with either: texts have ’, and people type '.
    """
    every = (reduce(or_, map(anywhere, spellings(word))) for word in words(said))
    return reduce(and_, every, Q())


def spellings(word: str) -> list[str]:
    """A word, and where it has an apostrophe, with the other one, too."""
    return list(dict.fromkeys((word, word.replace("’", "'"), word.replace("'", "’"))))


def within(word: str, *fields: str) -> Q:
    """One folded word in any of these fields."""
    return reduce(or_, (Q(**{f"{field}__folded__contains": word}) for field in fields))


def among(word: str, rows: QuerySet[Any], *fields: str) -> QuerySet[Any]:
    """The ids of the rows with a word in any of these fields.

    For tables that are small beside the list, such as people: each of their texts is then folded
    once, and not once for every line of the list that names them.
    """
    return rows.filter(within(word, *fields)).order_by().values("pk")


def ids(words: dict[str, QuerySet[Any]]) -> dict[str, list[int] | QuerySet[Any]]:
    """Of rows that each word finds their ids, read at once where they are few; one query for all.

    With those PostgreSQL asks an index of a large table for what belongs to them, which it cannot
    with a query joined by OR. A word that finds many rows is left a query: what it finds is
    everywhere in the large table, and so found soon.
    """
    every = {word: rows.order_by().values("pk") for word, rows in words.items()}
    few: dict[str, list[int]] = {word: [] for word in words}
    for word, pk in _first(every):
        few[word].append(pk)
    return {word: few[word] if len(few[word]) <= FEW else rows for word, rows in every.items()}


def _first(every: dict[str, QuerySet[Any]]) -> QuerySet[Any, tuple[str, int]]:
    """Each word with one more id than are few, if there are as many."""
    parts = [
        rows.model._default_manager.order_by()
        .filter(pk__in=rows[: FEW + 1])
        .values_list(Value(word, TextField()), "pk")
        for word, rows in every.items()
    ]
    together: QuerySet[Any, tuple[str, int]] = parts[0].union(*parts[1:], all=True)
    return together


def register() -> None:
    """Let every text be searched like this."""
    CharField.register_lookup(Folded)
    TextField.register_lookup(Folded)
