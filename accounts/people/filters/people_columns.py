"""The columns of the list of people."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django.utils.safestring import SafeString

from accounts.people.queries.register import PersonRow
from config.lib import words
from config.lib.lists import Column, cells, empty_last
from config.lib.markup import html
from config.lib.templatetags import ui

CHIP = '<span class="chip {}">{}{}</span>'


def _name(row: PersonRow, today: date) -> SafeString:
    return html(
        '<span class="who">{}<span class="min0"><a class="strong ink" href="{}">{}</a>'
        '<small class="ppl-s">{}</small></span></span>',
        ui.avatar(row.person, "neu", 28),
        row.person.get_absolute_url(),
        row.full_name,
        row.position or row.person.email,
    )


def _presence(row: PersonRow, today: date) -> SafeString:
    """Whether somebody is here, and how long."""
    if not row.person.is_active:
        return html(CHIP, "over", ui.icon("slash-circle", 12), "Deactivated")
    away, leaves = SafeString(""), SafeString("")
    if row.away_until:
        until = f"Away until {words.short_day(row.away_until, today=today)}"
        away = html(CHIP, "soon", ui.icon("airplane", 12), until)
    if row.last_day_on:
        verb = "Left" if row.last_day_on < today else "Leaves"
        last_day = f"{verb} {words.short_day(row.last_day_on, today=today)}"
        leaves = html(CHIP, "warn", ui.icon("person-dash", 12), last_day)
    return away + leaves or SafeString('<span class="soft">Here</span>')


def _text(label: str, key: str, path: str = "", *, is_shown: bool = True) -> Column:
    """A column with a text that may be empty, sorted by it."""
    return Column(
        label,
        key,
        "only-d",
        by=(empty_last(path or key),),
        fact=attrgetter(key),
        cell=cells.soft(key),
        is_shown=is_shown,
    )


def _names(label: str, key: str, *, is_shown: bool = True) -> Column:
    """A column with what people bring along; it cannot be sorted by."""
    fact = attrgetter(key)
    return Column(label, key, "ppl-g only-d", fact=fact, cell=cells.soft(key), is_shown=is_shown)


NAME = Column(
    "Name",
    "name",
    by=("full_name",),
    fact=attrgetter("full_name"),
    cell=_name,
    beside=(("Position", attrgetter("position")),),
    is_fixed=True,
)
LAST_DAY = Column(
    "Last working day",
    "last_day",
    by=(empty_last("last_day_on", is_text=False),),
    fact=attrgetter("last_day_on"),
    cell=cells.day("last_day_on"),
    is_shown=False,
)
COLUMNS = (
    NAME,
    _text("Position", "position", is_shown=False),
    _text("Role", "role"),
    _text("Team", "team", "team__name"),
    _text("Region", "region"),
    _names("Skills", "skills"),
    _names("Industries", "industries"),
    _names("Languages", "languages", is_shown=False),
    Column(
        "Presence",
        "presence",
        "nowrap",
        fact=attrgetter("presence"),
        cell=_presence,
        beside=(
            ("Away until", attrgetter("away_until")),
            ("Last working day", attrgetter("last_day_on")),
        ),
    ),
    LAST_DAY,
    _text("E-mail", "email", is_shown=False),
    _text("Phone", "phone", is_shown=False),
)
PLANNING = (
    Column(
        "Capacity",
        "capacity",
        "r num",
        by=("capacity",),
        fact=attrgetter("capacity"),
        is_shown=False,
    ),
)
