"""Icons, people, health, priority, and when something is due."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString

from config.lib import words
from config.lib.markup import html

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
@lru_cache(maxsize=10)
def priority(level: str, *, alone: bool = False) -> SafeString:
    """How soon somebody should look at an account: “High”, or “High priority” where it stands
    alone.
    """
    css, mark, label = PRIORITY[level]
    said = f"{label} priority" if alone else label
    return html('<span class="chip {}">{}{}</span>', css, icon(mark, 12) if mark else "", said)


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
