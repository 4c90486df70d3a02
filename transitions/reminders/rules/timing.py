"""On which days and at what time a person's digest is due, in their own time zone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accounts.people.choices import Rhythm

LATEST = timedelta(hours=12)
"""How long after its time a digest of the day is still worth sending."""
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Window:
    """The day it is in a time zone, and the times of day whose digest is due by now."""

    day: date
    earliest: time
    latest: time


def window(now: datetime, zone: ZoneInfo) -> Window:
    """What is due in a time zone: what the clock on the wall has passed today, up to 12 hours ago.

    The clock on the wall decides, and a digest is due once a day. So a time that does not exist
    on a day (02:30 when the clock jumps from 02:00 to 03:00) is due after the jump, and one that
    comes twice is due the first time.
    """
    wall = now.astimezone(zone).replace(tzinfo=None)
    first = max(wall - LATEST, datetime.combine(wall.date(), time.min))
    return Window(day=wall.date(), earliest=first.time(), latest=wall.time())


def rhythms_on(day: date, weekend: Collection[int]) -> list[Rhythm]:
    """The rhythms that can have a digest on a day, where a weekend is the usual one of a place.

    Holidays and absences come later.
    """
    rhythms = [Rhythm.DAILY]
    if day.weekday() == MONDAY:
        rhythms.append(Rhythm.WEEKLY)
    if day.weekday() not in weekend:
        rhythms.append(Rhythm.WEEKDAYS)
    return rhythms


def zone_called(name: str, *, otherwise: str) -> ZoneInfo:
    """A time zone by its name; names that have gone out of use do not stop anybody's digest."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)


def greeting(at: time) -> str:
    """What one says at a time of day."""
    if at < time(12):
        return "Good morning"
    return "Good afternoon" if at < time(18) else "Good evening"


def rhythm_in_words(rhythm: str, at: time) -> str:
    """When the digest comes, for its last lines."""
    days = {Rhythm.DAILY: "every day", Rhythm.WEEKLY: "on Mondays"}
    on = days.get(Rhythm(rhythm), "on working days")
    return f"Sent {on} at {at:%H:%M} when something is due, or somebody mentions or answers you."
