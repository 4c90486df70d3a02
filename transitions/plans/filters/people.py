"""The list of people with what they carry, for its files: the page loads it row by row."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import QuerySet

from accounts.people.filters.people import PlannedPeopleFilter
from accounts.people.models import User
from accounts.people.queries.register import PersonRow
from config.lib.lists import Column
from transitions.plans.queries.of_people import PersonLoad, person_loads

LOAD = Column(
    "Load now",
    "load",
    fact=attrgetter("now"),
    beside=(("Load after", attrgetter("after")), ("Capacity", attrgetter("capacity"))),
)


@dataclass(frozen=True, slots=True)
class LoadedRow(PersonRow):
    """A person of the file with their load; without one where points say nothing of them."""

    carried: PersonLoad

    @property
    def now(self) -> int | None:
        return self.carried.load.now if self.carried.is_planned else None

    @property
    def after(self) -> int | None:
        """What is left once every running transition has moved its account."""
        return self.carried.load.after if self.carried.is_planned else None


class LoadedPeopleFilter(PlannedPeopleFilter):
    """The same list; its rows know their loads, with two queries more for each 500."""

    columns = tuple(
        LOAD if column.key == LOAD.key else column for column in PlannedPeopleFilter.columns
    )

    def rows(self, found: QuerySet[User]) -> list[PersonRow]:
        rows = super().rows(found)
        loads = person_loads(row.person for row in rows)
        return [
            LoadedRow(row.person, row.brings, row.away_until, carried)
            for row, carried in zip(rows, loads, strict=True)
        ]
