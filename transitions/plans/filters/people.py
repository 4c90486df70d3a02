"""The list of people with what they carry, for those who see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from accounts.people.filters.people import PlannedPeopleFilter
from accounts.people.models import User
from accounts.people.queries import register
from accounts.people.queries.register import PersonRow
from config.lib.lists import Column, cells
from config.lib.markup import html
from config.lib.templatetags.ui.bars import load_bar
from transitions.plans.queries.load import Load, load_of, with_loads
from transitions.plans.queries.of_people import PersonLoad


@dataclass(frozen=True, slots=True)
class LoadedRow(PersonRow):
    """A person in a list with their load; without one where points say nothing of them."""

    carried: PersonLoad

    @property
    def now(self) -> int | None:
        return self.carried.load.now if self.carried.is_planned else None

    @property
    def after(self) -> int | None:
        """What is left once every running transition has moved its account."""
        return self.carried.load.after if self.carried.is_planned else None

    @property
    def load(self) -> SafeString:
        """What they carry now and once everything has moved, in numbers and as a bar."""
        load = self.carried.load
        if not self.carried.is_planned:
            return cells.NOTHING
        return html(
            '<a class="cap soft num ppl-n" href="{}">{}{}'
            '<small class="visually-hidden"> of {} points{}</small></a>{}',
            self.person.get_absolute_url(),
            load.now,
            _after(load),
            load.capacity,
            f", {load.over} too many" if load.over else "",
            load_bar(load.now, load.after, load.capacity),
        )


def _after(load: Load) -> SafeString:
    if load.after == load.now:
        return SafeString("")
    return html(' → <b class="{}">{}</b>', "t-red" if load.over else "ink", load.after)


def loaded_rows(people: QuerySet[User], today: date) -> list[PersonRow]:
    """People as rows with their loads, in their order; two queries, whatever their number."""
    return _loaded(with_loads(people), today)


def _loaded(people: Iterable[User], today: date) -> list[PersonRow]:
    return [
        LoadedRow(
            row.person, row.brings, row.away_until, PersonLoad(row.person, load_of(row.person))
        )
        for row in register.rows(people, today)
    ]


def _load(row: LoadedRow, today: date) -> SafeString:
    return row.load


LOAD = Column(
    "Load",
    "load",
    "ppl-l",
    starts_down=True,
    by=(F("load_after"), -F("capacity")),
    fact=attrgetter("now"),
    cell=_load,
    beside=(("Load after", attrgetter("after")), ("Capacity", attrgetter("capacity"))),
)
"""Sorted by the load once everything has moved; of equal loads the smaller capacity is fuller."""


class LoadedPeopleFilter(PlannedPeopleFilter):
    """The same list; its rows know their loads, without a query more."""

    columns: ClassVar[tuple[Column, ...]] = (*PlannedPeopleFilter.columns, LOAD)

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: QuerySet[User],
        **more: Any,
    ) -> None:
        super().__init__(given, with_loads(queryset), **more)

    def rows(self, found: QuerySet[User]) -> list[PersonRow]:
        return _loaded(found, self.today)


class LoadedPeopleFile(LoadedPeopleFilter):
    """The same list as a file, whose columns tell apart which load is meant."""

    columns: ClassVar[tuple[Column, ...]] = (
        *PlannedPeopleFilter.columns,
        replace(LOAD, label="Load now"),
    )
