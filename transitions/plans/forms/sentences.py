"""Sentences about a new transition that carry a way out: a link, or a button that repairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.lib import words
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition


def already_in_transition(name: str, url: str) -> SafeString:
    return format_html('{} is in transition already. <a href="{}">Open it</a>', name, url)


def sent_before(existing: Transition, *, may_go_on: bool) -> SafeString:
    """What an opened form made already, with a link to it and what happens next."""
    state = "a draft" if existing.is_draft else existing.get_state_display().lower()
    rest = " Send it again to make another one." if may_go_on else ""
    return format_html(
        "This form was sent before: the transition of {} to {} is {} already. "
        '<a href="{}">Open it</a>.{}',
        existing.account,
        existing.incoming,
        state,
        existing.get_absolute_url(),
        rest,
    )


def day_off(name: str, day: date, reason: str, calendar: WorkCalendar) -> SafeString:
    """Why a day cannot be chosen, with a button that chooses the next working day."""
    what = f"a {words.weekday(day)}" if reason == f"{day:%A}" else f"a day off ({reason})"
    better = calendar.next_working(day)
    return format_html(
        '{} is {}. <button class="fixit" type="submit" name="repair" value="{}={}" formnovalidate>'
        "Use {}</button>",
        words.day_of_year(day),
        what,
        name,
        better.isoformat(),
        words.day(better, today=day),
    )


PUT_RIGHT = {
    "starts_on": "it started {}",
    "owns_on": "ownership moved {}",
    "ends_on": "it ended {}",
}


def shown_instead(days: Mapping[str, date], *, today: date) -> str:
    """Which days a schedule is drawn with instead of those that are wrong; empty for none."""
    parts = [PUT_RIGHT[name].format(words.day(day, today=today)) for name, day in days.items()]
    return words.sentence(f"Shown as if {words.listing(parts)}") if parts else ""
