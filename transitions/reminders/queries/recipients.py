"""Who is to get a digest now, and who works today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from accounts.people.choices import Rhythm
from accounts.people.models import Absence, User, UserQuerySet
from config.lib.workdays import calendar_of, weekend_of
from transitions.reminders.models import Digest
from transitions.reminders.rules import timing


@dataclass(frozen=True, slots=True)
class Due:
    """The people whose digest of one day is due; `clock` is what the wall shows, by time zone."""

    day: date
    people: UserQuerySet
    clock: dict[str, time]

    def time_for(self, person: User) -> time:
        """The time of day where a person is."""
        return self.clock[person.time_zone]


def due(now: datetime) -> list[Due]:
    """Everybody whose digest is due and not written yet, by their own day; one query."""
    by_day: dict[date, dict[str, timing.Window]] = defaultdict(dict)
    places = set(_wanting().order_by().values_list("time_zone", "country").distinct())
    countries = {country for _, country in places}
    for name in sorted({name for name, _ in places}):
        window = timing.window(now, timing.zone_called(name, otherwise=settings.TIME_ZONE))
        by_day[window.day][name] = window
    return [
        Due(
            day=day,
            people=_without_digest(day, countries).filter(_in_window(windows)),
            clock={name: window.latest for name, window in windows.items()},
        )
        for day, windows in sorted(by_day.items())
    ]


def due_on(day: date) -> UserQuerySet:
    """Everybody who wants a digest on a day and has none of it yet, whatever the hour."""
    countries = _wanting().order_by().values_list("country", flat=True).distinct()
    return _without_digest(day, countries)


def away(people: Iterable[User], day: date) -> dict[int, str]:
    """Who gets no digest on a day because they do not work, and why; no query.

    Only those who asked for working days: a holiday of their country or an absence counts.
    """
    asked = [person for person in people if person.digest_rhythm == Rhythm.WEEKDAYS]
    calendars = {country: calendar_of(country) for country in {person.country for person in asked}}
    reasons = {
        person.pk: "away" if _is_absent(person) else calendars[person.country].reason_off(day)
        for person in asked
    }
    return {person_id: reason for person_id, reason in reasons.items() if reason}


def _is_absent(person: User) -> bool:
    """What the query for the people has found out along with them."""
    return bool(vars(person)["is_absent"])


def _wanting() -> UserQuerySet:
    return User.objects.active().exclude(digest_rhythm=Rhythm.OFF)


def _without_digest(day: date, countries: Iterable[str]) -> UserQuerySet:
    written = Digest.objects.filter(person=OuterRef("pk"), on=day)
    absent = Absence.objects.filter(person=OuterRef("pk")).touching(day, day)
    wanting = _wanting().filter(~Exists(written), _by_weekend(day, countries))
    return wanting.annotate(is_absent=Exists(absent)).order_by("pk")


def _by_weekend(day: date, countries: Iterable[str]) -> Q:
    """Whose rhythm has a digest on a day; countries with the same weekend are asked together."""
    by_weekend: dict[frozenset[int], list[str]] = defaultdict(list)
    for country in countries:
        by_weekend[weekend_of(country)].append(country)
    wanted = Q(pk__in=[])
    for weekend, members in by_weekend.items():
        wanted |= Q(country__in=members, digest_rhythm__in=timing.rhythms_on(day, weekend))
    return wanted


def _in_window(windows: dict[str, timing.Window]) -> Q:
    """Windows are the same for all zones with the same clock, so they are asked for together."""
    zones: dict[tuple[time, time], list[str]] = defaultdict(list)
    for name, window in windows.items():
        zones[window.earliest, window.latest].append(name)
    wanted = Q()
    for (earliest, latest), names in zones.items():
        wanted |= Q(time_zone__in=names, digest_at__range=(earliest, latest))
    return wanted
