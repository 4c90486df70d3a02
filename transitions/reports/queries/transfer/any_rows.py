"""Rows of any kind in words, so that a section that is new to this document shows by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model, TextField

from accounts.people.models import User
from accounts.profile.models import Record
from accounts.profile.queries.contents import Kind
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.reports.queries.record.story import moment
from transitions.reports.queries.transfer.shapes import Block, Cell, Column, Table, Text, Texts

OF_EACH = {field.name for field in Record._meta.get_fields()} | {"id", "account", "level"}
"""What every row has; no reader asks for it."""


def any_rows(shown: ProfileSection) -> Iterator[Block]:
    """A table for each kind of row, and a text for each field of what the account has once."""
    for kind in shown.section.kinds:
        rows = shown.rows[kind.name]
        if rows:
            noun = kind.noun[:1].upper() + kind.noun[1:]
            yield Table(
                "" if len(shown.section.kinds) == 1 else noun,
                (Column(noun, "l"), Column("What is known of it")),
                tuple((Cell(str(row)), Cell("\n".join(_lines(row, kind, shown)))) for row in rows),
            )
    if shown.single:
        fields = _fields(
            shown.single, shown.section.single.together if shown.section.single else ()
        )
        told = ((field, _value(shown.single, field, shown)) for field in fields)
        yield Texts("", tuple(Text(_label(field), text) for field, text in told if text))


def _lines(row: Any, kind: Kind, shown: ProfileSection) -> Iterator[str]:
    """“Label: value” for all that is known of a row, but what it is called."""
    for field in _fields(row, kind.together):
        value = _value(row, field, shown)
        if value and value != str(row):
            yield f"{_label(field)}: {value}"


def _fields(row: Model, together: tuple[str, ...]) -> Iterator[Field[Any, Any]]:
    """Its own fields; another row that it names only where that came along."""
    for field in row._meta.fields:
        if field.name not in OF_EACH and (field.related_model is None or field.name in together):
            yield field


def _label(field: Field[Any, Any]) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _value(row: Any, field: Field[Any, Any], shown: ProfileSection) -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "":
        return ""
    return _said(value, field, shown)


def _said(value: Any, field: Field[Any, Any], shown: ProfileSection) -> str:
    if isinstance(value, datetime):
        return words.short_full_day(moment(value).date())
    if isinstance(value, date):
        return words.short_full_day(value)
    if isinstance(value, Decimal):
        is_money = getattr(field, "decimal_places", 0) == 2
        return words.money(value, shown.account.currency) if is_money else words.number(value)
    if isinstance(value, User):
        return value.full_name
    return str(value).strip() if isinstance(field, TextField) else str(value)
