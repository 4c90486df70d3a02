"""Days and times, in words of the reader."""

from __future__ import annotations

from datetime import date, datetime, time

from django import template

from config.lib import words

register = template.Library()


@register.filter
def day(on: date | None, today: date | None = None) -> str:
    return words.day(on, today=today)


@register.filter
def short_day(on: date | None, today: date | None = None) -> str:
    return words.short_day(on, today=today)


@register.filter
def long_day(on: date | None) -> str:
    return words.long_day(on)


@register.filter(expects_localtime=True)
def full_day(on: date | None) -> str:
    """A day with its year: “Thu 26 Nov 2026”."""
    return words.full_day(on) if on else ""


@register.filter(expects_localtime=True)
def short_full_day(on: date | None) -> str:
    """A day with its year and without its weekday: “26 Nov 2026”."""
    return words.short_full_day(on) if on else ""


@register.filter(expects_localtime=True)
def headline_day(on: date) -> str:
    """A day at the head of a page: “Thursday 26 November”."""
    return words.headline_day(on)


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """A day and a time: “Thu 26 Nov, 14:05”."""
    return f"{words.day(at)}, {words.clock(at)}" if at else ""


@register.filter(expects_localtime=True)
def short_moment(at: datetime | None) -> str:
    """A day without its weekday, and a time: “26 Nov, 14:05”."""
    return f"{words.short_day(at)}, {words.clock(at)}" if at else ""


@register.filter(expects_localtime=True)
def full_moment(at: datetime | None) -> str:
    """A day with its year, and a time: “Thu 26 Nov 2026, 14:05”."""
    return f"{words.full_day(at)}, {words.clock(at)}" if at else ""


@register.filter(expects_localtime=True)
def clock(at: datetime | time | None) -> str:
    """A time of day: “14:05”."""
    return words.clock(at) if at else ""


@register.filter
def month(on: date | None) -> str:
    """A month: “Nov 2026”."""
    return words.month(on)


@register.filter
def sentence(text: str) -> str:
    """Text with one full stop, also where it ends with a day such as “26. Nov.”."""
    return words.sentence(text)


@register.filter
def until(first: date, last: date) -> str:
    """A span of days: {{ first|until:last }}."""
    return words.days(first, last)
