"""Working days of a place: its weekend, its public holidays, the company's closures."""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.lib import words
from config.lib.public_holidays import PlaceYear, off_in

logger = logging.getLogger(__name__)

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The last one also says whether a place is known, and which weekend it has."""
CLOSED_YEARS = 3
USUAL_WEEKEND = frozenset({5, 6})
"""Saturday and Sunday."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included, with a reason such as “Annual leave”."""

    first: date
    last: date
    reason: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day of the week on which a place usually works, but not this time."""

    on: date
    reason: str


class WorkCalendar:
    """Working days of a place: its weekend, its public holidays, the company's closures.

    Every method raises ValueError for days outside the years 1990 to 2100. One
    calendar may be shared by threads.
    """

    def __init__(
        self,
        country: str,
        subdivision: str = "",
        closures: Iterable[Span] = (),
        weekend: frozenset[int] | None = None,
    ) -> None:
        """Set up the calendar of a country, as a two-letter code, or of none ("").

        `subdivision` is a state or province as the country codes it ("BY" in Germany);
        `weekend` has days of the week from 0, Monday, to 6, where it is not the country's.

        Raises:
            ValueError: the country or the subdivision is unknown.
        """
        check_place(country, subdivision)
        self.country = country
        self.subdivision = subdivision
        self.closures = tuple(closures)
        self.weekend = weekend_of(country, subdivision) if weekend is None else weekend
        self._years: dict[int, list[date]] = {}

    def reason_off(self, day: date) -> str | None:
        """Why nobody works: “Saturday”, the closure's reason, the holiday; None on a working day.

        A closure goes before the holidays inside it, so that it reads as one.
        """
        _check_year(day.year)
        if day.weekday() in self.weekend:
            return f"{day:%A}"
        for closure in self.closures:
            if day in closure:
                return closure.reason or "Closure"
        return _public_holidays(self.country, self.subdivision, day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Whether the place works on this day."""
        return self.reason_off(day) is None

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        return self._find(day.year, bisect_left(self._in_year(day.year), day))

    def previous_working(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        return self._find(day.year, bisect_right(self._in_year(day.year), day) - 1)

    def add(self, day: date, days: int) -> date:
        """The day that is `days` working days later, or earlier if negative.

        A day off counts as the working day after it, so 0 gives `next_working(day)`.
        """
        return self._find(day.year, bisect_left(self._in_year(day.year), day) + days)

    def steps(self, day: date, other: date) -> int:
        """How many working days have to be added to `day` to come to `other`, a working day."""
        if other < self.next_working(day):
            return -self.count(other, day - ONE_DAY)
        return self.count(day, other) - 1

    def count(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included; 0 if `last` is earlier."""
        _check_year(first.year)
        _check_year(last.year)
        if last < first:
            return 0
        years = map(self._in_year, range(first.year, last.year + 1))
        return sum(bisect_right(days, last) - bisect_left(days, first) for days in years)

    def days_off(self, first: date, last: date) -> list[DayOff]:
        """Holidays and closures from `first` to `last`, without the weekends."""
        found = []
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            reason = None if day.weekday() in self.weekend else self.reason_off(day)
            if reason is not None:
                found.append(DayOff(day, reason))
        return found

    def _in_year(self, year: int) -> list[date]:
        """All working days of a year, in order; worked out once."""
        if year not in self._years:
            _check_year(year)
            days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
            self._years[year] = [day for day in days if day.year == year and self.is_working(day)]
        return self._years[year]

    def _find(self, year: int, index: int) -> date:
        """The working day `index` places after the first one of `year`, or before it.

        Raises:
            ValueError: three years without a single working day lie in between.
        """
        start, closed = year, 0
        days = self._in_year(year)
        while not 0 <= index < len(days):
            closed = 0 if days else closed + 1
            if closed == CLOSED_YEARS:
                raise ValueError(f"There is no working day within three years of {start}.")
            if index < 0:
                year -= 1
                days = self._in_year(year)
                index += len(days)
            else:
                year += 1
                index -= len(days)
                days = self._in_year(year)
        return days[index]


def check_place(country: str, subdivision: str = "") -> None:
    """Raise ValueError, in words for the user, if a place's public holidays are unknown."""
    if subdivision and not country:
        raise ValueError(f"The subdivision “{subdivision}” needs a country.")
    _public_holidays(country, subdivision, LAST_YEAR)


def calendar_of(country: str) -> WorkCalendar:
    """The working days of a country; one that nobody knows must not stop who only counts them."""
    try:
        return WorkCalendar(country)
    except ValueError as error:
        logger.warning("Days are counted without public holidays: %s", error)
        return WorkCalendar("")


def sunday_of(day: date) -> date:
    """The last day of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def describe_days_off(days: Sequence[DayOff], weekend: Collection[int] = USUAL_WEEKEND) -> str:
    """Days off in words: “Company closure (24 – 31 Dec), New Year's Day (1 Jan)”.

    Days with the same reason become one span, across a weekend as well.
    """
    runs: list[Span] = []
    for day in days:
        if runs and runs[-1].reason == day.reason and _adjoins(runs[-1].last, day.on, weekend):
            runs[-1] = Span(runs[-1].first, day.on, day.reason)
        else:
            runs.append(Span(day.on, day.on, day.reason))
    return ", ".join(f"{run.reason} ({words.days(run.first, run.last)})" for run in runs)


def _adjoins(last: date, day: date, weekend: Collection[int]) -> bool:
    gap = (day - last).days
    return 0 < gap <= 7 and all(
        (last + timedelta(days=number)).weekday() in weekend for number in range(1, gap)
    )


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"Dates can be planned in the years {FIRST_YEAR} to {LAST_YEAR}, not in {year}."
        )


def weekend_of(country: str, subdivision: str = "") -> frozenset[int]:
    """The days of the week on which a place rests, from 0, Monday; the usual ones if unknown."""
    try:
        return off_in(PlaceYear(country, subdivision, LAST_YEAR)).weekend
    except ValueError:
        return USUAL_WEEKEND


def _public_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of one year with their English names; none for no country."""
    return off_in(PlaceYear(country, subdivision, year)).holidays if country else {}
