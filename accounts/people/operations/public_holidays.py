"""Public holidays are worked out once and kept, so that web processes do without the library."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction

from accounts.people.models import PublicHolidays
from accounts.people.queries import public_holidays as queries
from config.lib.public_holidays import Off, PlaceYear, edition, worked_out

LOADING = "accounts.people.tasks.load_holidays"
"""What the queue calls the sweep over places in use."""


class Shelf:
    """What a process reads from and adds to: all that is kept at its first look, then one by one.

    Most pages want a few years of a few places, and a site has no more.
    """

    def __init__(self) -> None:
        self._unread: dict[PlaceYear, Off] | None = None

    def find(self, asked: PlaceYear) -> Off | None:
        """A year that is kept; one query at the first look, and for what was not there then."""
        if self._unread is None:
            self._unread = queries.kept()
            if asked not in self._unread:
                return None
        return self._unread.pop(asked, None) or queries.kept(asked).get(asked)

    def keep(self, asked: PlaceYear, found: Off) -> None:
        """Keep a year once what is going on has been saved.

        Not before: two who wait for each other's row, and for others of their work, would wait for
        ever. A year that cannot be kept is worked out again by the next process.
        """
        transaction.on_commit(partial(_save, {asked: found}), robust=True)


def load(today: date) -> int:
    """Keep the years of all places in use; returns how many are new.

    Those of other versions of the library are forgotten. A place that it does not know is left out.
    """
    there = queries.kept()
    new: dict[PlaceYear, Off] = {}
    for asked in queries.in_use(today):
        if asked not in there:
            try:
                new[asked] = worked_out(asked)
            except ValueError:
                continue
    _save(new)
    PublicHolidays.objects.exclude(edition=edition()).delete()
    return len(new)


def _save(years: dict[PlaceYear, Off]) -> None:
    """Add years; whoever else has added one meanwhile has worked out the same."""
    PublicHolidays.objects.bulk_create(
        [
            PublicHolidays(
                **asked._asdict(),
                edition=edition(),
                holidays={day.isoformat(): name for day, name in found.holidays.items()},
                weekend=sorted(found.weekend),
            )
            for asked, found in years.items()
        ],
        ignore_conflicts=True,
    )
