"""What stands in the cells of a list: small pieces of HTML, made once for many columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from config.lib import words
from config.lib.markup import html
from config.lib.templatetags import ui

NOTHING = SafeString('<span class="muted">–</span>')


def soft(name: str) -> Callable[[Any, date], str]:
    """A text in the second ink."""

    def cell(row: Any, today: date) -> str:
        text = getattr(row, name)
        return html('<span class="soft">{}</span>', text) if text else NOTHING

    return cell


def person(name: str) -> Callable[[Any, date], str]:
    """Somebody by the name a row has of them, with their circle."""

    def cell(row: Any, today: date) -> str:
        full_name = getattr(row, name)
        return face(full_name) if full_name else NOTHING

    return cell


def face(full_name: str) -> SafeString:
    """A person's initials and name."""
    return html(
        '<span class="who"><span class="av av-neu" aria-hidden="true">{}</span>'
        '<span class="trunc">{}</span></span>',
        words.initials(full_name),
        full_name,
    )


def money(amount: Decimal | None, currency: str) -> str:
    """An amount in full, or nothing."""
    return NOTHING if amount is None else words.money(amount, currency)


def day(name: str) -> Callable[[Any, date], str]:
    """A day, with its year where that is not this one."""

    def cell(row: Any, today: date) -> str:
        on = getattr(row, name)
        if on is None:
            return NOTHING
        return html('<span class="nowrap">{}</span>', words.short_day(on, today=today))

    return cell


def yes(name: str, said: str, icon: str = "") -> Callable[[Any, date], str]:
    """A chip where something is so, nothing where it is not."""

    def cell(row: Any, today: date) -> str:
        if not getattr(row, name):
            return NOTHING
        mark = ui.icon(icon, 12) if icon else ""
        return html('<span class="chip">{}{}</span>', mark, said)

    return cell
