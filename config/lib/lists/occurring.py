"""What occurs among the rows that somebody sees: several questions in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Cast

Row = tuple[str | None, ...]
Pairs = list[tuple[str, str]]


class Seen:
    """Rows that are looked for once, and of which some columns are asked about.

    Who may see a row is dear to find out, and joins to all that could be offered are dearer. So
    the database keeps the columns aside and then finds the few people, teams and texts among
    them. Where everything is seen nothing has to be kept, and indexes answer.
    """

    def __init__(self, rows: QuerySet[Any], *columns: str) -> None:
        self.rows, self.columns = rows.order_by(), columns
        self.is_everything = not rows.query.where

    def holding(self, *columns: str, at: str = "pk", are_few: bool = True) -> Q:
        """Rows of a question whose key, found `at`, stands in one of the columns.

        With `pk` the question is put to the rows themselves, or to what belongs to them. Of
        columns in which few different keys occur, an index gives each of them once.
        """
        if self.is_everything and columns == ("pk",):
            return Q()
        if self.is_everything and are_few:
            keys = {column: self.rows.values(column).distinct() for column in columns}
            return reduce(or_, (Q(**{f"{at}__among": keys[column]}) for column in columns))
        return reduce(or_, (Q(**{f"{at}__in": self._column(column)}) for column in columns))

    def _column(self, column: str) -> QuerySet[Any, Any] | RawSQL:
        if self.is_everything:
            return self.rows.values(column)
        # Numbers of a class's own columns, never what somebody sent.
        return RawSQL(f"SELECT answer_{self.columns.index(column)} FROM seen", ())  # noqa: S608, S611

    def answers(self, *questions: QuerySet[Any, Any]) -> list[Row]:
        """The answers to all questions, which have equally many columns; one query."""
        try:
            sql, values = self.statement(*questions)
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[Row] = cursor.fetchall()
        return found

    def statement(self, *questions: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
        """The SQL that asks all questions, with its values.

        Raises:
            EmptyResultSet: there is nothing to be seen.
        """
        sql, values = questions[0].union(*questions[1:], all=True).query.sql_with_params()
        if self.is_everything:
            return sql, values
        kept, known = self.rows.values_list(*self.columns).query.sql_with_params()
        names = ", ".join(f"answer_{place}" for place in range(len(self.columns)))
        return f"WITH seen ({names}) AS ({kept}) {sql}", (*known, *values)


def question(kind: str, found: QuerySet[Any], *told: str | Combinable) -> QuerySet[Any, Any]:
    """Asks for a kind of answer; all that is told is text, a blank where nothing is."""
    texts = CharField()
    columns = [
        Cast(F(one) if isinstance(one, str) else one, texts) if one else Value("", texts)
        for one in told
    ]
    return found.order_by().values_list(Value(kind, texts), *columns)


def by_kind(found: Iterable[Row]) -> dict[str | None, list[Row]]:
    """The answers to each question, without its kind."""
    kinds: dict[str | None, list[Row]] = defaultdict(list)
    for kind, *told in found:
        kinds[kind].append(tuple(told))
    return kinds


def pairs(found: Iterable[Row]) -> Pairs:
    """Keys with their labels, each once, by label; what is empty is no answer."""
    answers = {(key, label or "") for key, label in found if key}
    return sorted(answers, key=lambda pair: (pair[1].casefold(), pair[0]))


def by_name(facets: Any) -> dict[str, Pairs]:
    """The fields of facets by their names, as they are: `asdict` would copy thousands of pairs."""
    return {field.name: getattr(facets, field.name) for field in fields(facets)}


def texts(found: Iterable[str | None]) -> Pairs:
    """Different texts, each its own label."""
    return pairs((text, text) for text in found)
