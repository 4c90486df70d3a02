"""Which days can be written on a transition."""

from __future__ import annotations

from datetime import date, timedelta

from config.lib import words
from config.lib.workdays import FIRST_YEAR, LAST_YEAR, Span
from transitions.plans.models import Transition

A_YEAR = timedelta(days=365)


def span_of(transition: Transition) -> Span:
    """From a year before the start to a year after the end, as far as calendars know days."""
    first = max(min(transition.starts_on, transition.prepared_on) - A_YEAR, date(FIRST_YEAR, 1, 1))
    return Span(first, min(transition.ends_on + A_YEAR, date(LAST_YEAR, 12, 31)))


def too_far(transition: Transition, on: date, *, until: date | None = None) -> str:
    """Why a day cannot be taken, in words; empty when it can. `until` may end the span sooner."""
    span = span_of(transition)
    last = min(span.last, until or span.last)
    if span.first <= on <= last:
        return ""
    return f"Choose a day between {words.long_day(span.first)} and {words.long_day(last)}."
