"""What a place has off in a year: its weekend and its public holidays.

The library that knows takes 19 MB of every process that imports it, whichever country is asked for.
So a year is worked out once and kept; a web process reads it and seldom needs the library.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from holidays import HolidayBase

LAYOUT = 1
"""How `worked_out` writes names; one more whenever it writes them in another way."""


class PlaceYear(NamedTuple):
    """A country, as a two-letter code, its state or province or "", and a year."""

    country: str
    subdivision: str
    year: int


@dataclass(frozen=True, slots=True)
class Off:
    """The public holidays with their English names, and the weekend: days from 0, Monday, to 6."""

    holidays: Mapping[date, str]
    weekend: frozenset[int]


class Keeper(Protocol):
    """Where years are kept from one process to the next."""

    def find(self, asked: PlaceYear) -> Off | None: ...

    def keep(self, asked: PlaceYear, found: Off) -> None: ...


class _Kept:
    """The keeper of this process; none where nothing is kept."""

    keeper: Keeper | None = None


def keep_in(keeper: Keeper | None) -> None:
    """Let this process read years from a keeper, and give it what it lacks."""
    _Kept.keeper = keeper
    off_in.cache_clear()


@lru_cache(maxsize=4096)
def off_in(asked: PlaceYear) -> Off:
    """What a place has off in a year; asked for and worked out once a process.

    Raises:
        ValueError: the place is unknown.
    """
    # The library takes any name it knows, stock exchanges and its own classes included.
    code = asked.country
    if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError(f"“{code}” is not a two-letter country code, such as AT.")
    found = _Kept.keeper.find(asked) if _Kept.keeper else None
    if found is None:
        found = worked_out(asked)
        if _Kept.keeper:
            _Kept.keeper.keep(asked, found)
    return found


def worked_out(asked: PlaceYear) -> Off:
    """The same by the library.

    Raises:
        ValueError: it does not know the place.
    """
    found = _look_up(*asked)
    named = {day: name.replace("; ", " and ").replace("'", "’") for day, name in found.items()}
    return Off(named, frozenset(found.weekend))


@lru_cache(maxsize=1)
def edition() -> str:
    """What a kept year was worked out by: another library knows others, another layout names them.

    Years of any other edition are worked out anew.
    """
    return f"{version('holidays')}+{LAYOUT}"


def _look_up(country: str, subdivision: str, year: int) -> HolidayBase:
    import holidays  # noqa: PLC0415 - see the top: most processes never need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some countries publish a part of their holidays only
            return holidays.country_holidays(
                country, subdiv=subdivision or None, years=year, expand=False, language="en_US"
            )
    except NotImplementedError:
        place = f"“{subdivision}” in {country}" if subdivision else f"“{country}”"
        raise ValueError(f"The public holidays of {place} are not known.") from None
