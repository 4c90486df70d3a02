"""Small pieces of every page: icons, people, health, chips, bars. Built into all templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString

from config.lib import browsers, words
from config.lib.markup import escaped, html, html_join

register = template.Library()

HEALTH = {
    "on": ("check-circle-fill", "On track"),
    "risk": ("exclamation-triangle-fill", "At risk"),
    "off": ("exclamation-diamond-fill", "Off track"),
}


PRIORITY = {
    "high": ("today", "flag", "High"),
    "normal": ("soon", "", "Normal"),
    "low": ("later", "", "Low"),
}


class Named(Protocol):
    @property
    def full_name(self) -> str: ...

    @property
    def initials(self) -> str: ...


@lru_cache(maxsize=1)
def sprite() -> str:
    return static("img/icons.svg")


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, size: int = 15, css: str = "") -> SafeString:
    """An icon of the sprite; decoration only, so it is hidden from assistive technology."""
    return html(
        '<svg class="i {}" width="{}" height="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        size,
        size,
        sprite(),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=20)
def half_circle(size: int = 14) -> SafeString:
    """The mark of the day ownership moves."""
    return html(
        '<svg class="i" width="{}" height="{}" viewBox="0 0 16 16" aria-hidden="true">'
        '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z"/></svg>',
        size,
        size,
    )


@register.simple_tag
def avatar(person: Named, side: str = "neu", size: int = 24, label: str = "") -> SafeString:
    """A person's initials: hollow for outgoing ("out"), solid for incoming ("in").

    Args:
        person: anybody with initials and a name.
        side: "out", "in", "neu" for others, "cli" for people at the client.
        size: 20, 24, 28, 32, 40 or 56 pixels.
        label: what to read out; empty where the name stands beside it.
    """
    css = f"av av-{side}" + ("" if size == 24 else f" av-{size}")
    if label:
        return html(
            '<span class="{}" role="img" aria-label="{}">{}</span>', css, label, person.initials
        )
    return html('<span class="{}" aria-hidden="true">{}</span>', css, person.initials)


@register.simple_tag
def deactivated(is_active: bool) -> SafeString:
    """The mark beside the name of somebody who can no longer sign in; nothing for who can."""
    if is_active:
        return SafeString("")
    return html('<span class="chip over">{}Deactivated</span>', icon("slash-circle", 12))


@register.simple_tag
def gone(said: str) -> SafeString:
    """The same mark where there is little room: `said` names who; nothing where it is empty."""
    if not said:
        return SafeString("")
    return html(
        '<span class="gone" title="{}">{}<span class="visually-hidden">{}</span></span>',
        said,
        icon("slash-circle", 12),
        said,
    )


@register.simple_tag
@lru_cache(maxsize=50)
def health(value: str, size: int = 14, *, word: bool = True) -> SafeString:
    """Health as shape, colour and word; without the word it is still read out."""
    name, text = HEALTH[str(value)]
    return html(
        '<span class="health {}">{}{}</span>',
        value,
        icon(name, size, f"h-{value}"),
        text if word else html('<span class="visually-hidden">{}</span>', text),
    )


@register.simple_tag
def due_chip(due_on: date, today: date, *, blocked: bool = False, soon_days: int = 4) -> SafeString:
    """When something is due: late, today, soon or later; locked while it waits for something."""
    left = (due_on - today).days
    text = words.lateness(due_on, today)
    if left < 0:
        return html(
            '<span class="chip over">{}{}</span>', icon("exclamation-octagon-fill", 12), text
        )
    if blocked:
        return html('<span class="chip warn">{}{}</span>', icon("lock-fill", 12), text)
    if left == 0:
        return html('<span class="chip today">{}{}</span>', icon("record-circle", 12), text)
    return html('<span class="chip {}">{}</span>', "soon" if left <= soon_days else "later", text)


LIMIT_MARK = (
    '<svg x="{}%" width="1" height="12" overflow="visible">'
    '<rect class="lim" x="-.75" y="1" width="1.5" height="11"/></svg>'
)


@register.simple_tag
def progress_bar(percent: int, plan: int | None = None, css: str = "pgbar") -> SafeString:
    """A bar of what is done, with a mark where the plan wants it to be."""
    label = f"{percent}% done" + (f", {plan}% planned by today" if plan is not None else "")
    mark = html(LIMIT_MARK, plan) if plan is not None else ""
    return html(
        '<svg class="bar {}" height="12" role="img" aria-label="{}">'
        '<rect class="trk" y="4" width="100%" height="5" rx="2.5"/>'
        '<rect class="val" y="4" width="{}%" height="5" rx="2.5"/>{}</svg>',
        css,
        label,
        percent,
        mark,
    )


PHASE_PART = (
    '<rect class="t" x="{}" y="0" width="12" height="4" rx="1.5"/>'
    '<rect class="d" x="{}" y="0" width="{}" height="4" rx="1.5"/>'
)


@register.simple_tag
def phase_strip(shares: Sequence[int]) -> SafeString:
    """Stages side by side in small, each filled as far as it is done, in percent."""
    return html(
        '<svg class="pmini" width="68" height="4" aria-hidden="true">{}</svg>',
        html_join(
            PHASE_PART,
            (
                (place * 14, place * 14, round(share * 0.12, 1))
                for place, share in enumerate(shares)
            ),
        ),
    )


BAR_PART = '<rect class="{}" x="{}%" y="4" width="{}%" height="5"/>'


@register.simple_tag
def load_bar(now: int, after: int, limit: int) -> SafeString:
    """A person's load: solid now, hatched coming in, tint going out, red beyond the limit."""
    full = max(limit * 1.2, now, after, 1)
    kept, high = sorted((now, after))
    parts = [("trk", 0, limit), ("val", 0, kept)]
    if high > kept:
        parts.append(("f-hatch" if after > now else "tint", kept, high - kept))
    if after > limit:
        parts.append(("bad", limit, after - limit))
    return html(
        '<svg class="bar" height="12" aria-hidden="true">{}{}</svg>',
        html_join(
            BAR_PART,
            (
                (css, round(start / full * 100, 2), round(length / full * 100, 2))
                for css, start, length in parts
            ),
        ),
        html(LIMIT_MARK, round(limit / full * 100, 2)),
    )


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """The page's own query string with some values changed; None or "" takes one away.

    A part that is made without its request says in `answers` what was asked for.
    """
    params = (context["answers"] if "answers" in context else context["request"].GET).copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in {None, ""}:
            params[name] = str(value)
    if "page" not in changes:
        params.pop("page", None)
    return f"?{params.urlencode()}" if params else "?"


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
def until(first: date, last: date) -> str:
    """A span of days: {{ first|until:last }}."""
    return words.days(first, last)


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    return words.money(amount, currency)


@register.filter
def short_money(amount: Decimal | None, currency: str) -> str:
    return words.short_money(amount, currency)


@register.filter
def file_size(size: int) -> str:
    return words.file_size(size)


@register.filter
def count(number: int, noun: str) -> str:
    """A number with its noun: {{ n|count:"item" }}."""
    return words.count(number, noun)


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that breaks before its @ or a dot where it is too long for a line."""
    parts = re.split(r"(?=[@.])", address)
    return SafeString("<wbr>".join(map(escaped, parts)))


@register.filter
def browser(user_agent: str) -> str:
    return browsers.browser(user_agent)


@register.filter
def place(address: str | None) -> str:
    return browsers.place(address)


@register.simple_tag
@lru_cache(maxsize=10)
def priority(level: str, *, alone: bool = False) -> SafeString:
    """How soon somebody should look at an account: “High”, or “High priority” where it stands
    alone.
    """
    css, mark, label = PRIORITY[level]
    said = f"{label} priority" if alone else label
    return html('<span class="chip {}">{}{}</span>', css, icon(mark, 12) if mark else "", said)
