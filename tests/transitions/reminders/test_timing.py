from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from accounts.people.choices import Rhythm
from transitions.reminders.rules import timing

VIENNA = ZoneInfo("Europe/Vienna")

# Places that change their clocks, each on a day around which it does: by an hour in the night, at
# midnight, by half an hour, and never.
CHANGES = [
    ("Europe/Vienna", date(2026, 3, 29)),
    ("Europe/Vienna", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Santiago", date(2026, 4, 5)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Auckland", date(2026, 9, 27)),
    ("Asia/Kolkata", date(2026, 10, 25)),
]


def is_due(at: datetime, zone: ZoneInfo, digest_at: time) -> bool:
    window = timing.window(at, zone)
    return window.earliest <= digest_at <= window.latest


def vienna(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIENNA)


@settings(deadline=None, max_examples=25)
@given(
    place=some.sampled_from(CHANGES),
    digest_at=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_every_day_has_one_digest_whatever_the_clock_does(
    place: tuple[str, date], digest_at: time
) -> None:
    zone, change = ZoneInfo(place[0]), place[1]
    first = datetime.combine(change - timedelta(days=1), time(), UTC) - timedelta(hours=14)
    ledger: list[date] = []

    for minute in range(4 * 24 * 60):
        now = first + timedelta(minutes=minute)
        day = timing.window(now, zone).day
        if is_due(now, zone, digest_at) and day not in ledger:
            ledger.append(day)

    around = [change + timedelta(days=days) for days in (-1, 0, 1)]
    assert [day for day in ledger if day in around] == around


def test_a_time_that_does_not_exist_is_due_after_the_jump() -> None:
    at_jump = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)

    before = is_due(at_jump - timedelta(minutes=1), VIENNA, time(2, 30))
    after = is_due(at_jump, VIENNA, time(2, 30))

    assert (before, after) == (False, True)


def test_a_time_that_comes_twice_is_due_the_first_time() -> None:
    first_half_past_two = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    before = is_due(first_half_past_two - timedelta(minutes=1), VIENNA, time(2, 30))
    at_it = is_due(first_half_past_two, VIENNA, time(2, 30))

    assert (before, at_it) == (False, True)


@pytest.mark.parametrize(
    ("hour", "minute", "due"),
    [(7, 29, False), (7, 30, True), (18, 0, True), (19, 30, True), (19, 31, False), (0, 0, False)],
)
def test_a_digest_is_worth_sending_for_twelve_hours(hour: int, minute: int, due: bool) -> None:
    now = vienna(date(2026, 11, 24), hour, minute)

    assert is_due(now, VIENNA, time(7, 30)) is due


def test_yesterdays_digest_is_not_sent_after_midnight() -> None:
    now = vienna(date(2026, 11, 25), 0, 5)

    assert not is_due(now, VIENNA, time(23, 0))


@pytest.mark.parametrize(
    ("day", "weekend", "rhythms"),
    [
        (date(2026, 11, 23), {5, 6}, {Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.WEEKLY}),
        (date(2026, 11, 24), {5, 6}, {Rhythm.DAILY, Rhythm.WEEKDAYS}),
        (date(2026, 11, 28), {5, 6}, {Rhythm.DAILY}),
        (date(2026, 11, 29), {5, 6}, {Rhythm.DAILY}),
        (date(2026, 11, 27), {4, 5}, {Rhythm.DAILY}),
        (date(2026, 11, 29), {4, 5}, {Rhythm.DAILY, Rhythm.WEEKDAYS}),
    ],
)
def test_rhythms_of_a_day(day: date, weekend: set[int], rhythms: set[Rhythm]) -> None:
    assert set(timing.rhythms_on(day, weekend)) == rhythms


def test_a_time_zone_that_is_gone_does_not_stop_anybody() -> None:
    assert timing.zone_called("Mars/Olympus", otherwise="Europe/Vienna") == VIENNA


@pytest.mark.parametrize(
    ("at", "greeting"),
    [
        (time(7, 30), "Good morning"),
        (time(12, 0), "Good afternoon"),
        (time(18, 0), "Good evening"),
    ],
)
def test_the_greeting_fits_the_time_of_day(at: time, greeting: str) -> None:
    assert timing.greeting(at) == greeting
