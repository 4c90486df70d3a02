"""What a plan says, in words: so a version is kept, and so versions are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import models

from accounts.clients.models import Account
from accounts.profile.queries.levels import Reach
from accounts.profile.queries.shown import Sections
from accounts.strategy.queries.page import PlanSection
from config.lib import places, words

MONEY = {"monthly_cost", "yearly_cost"}
Told = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says something else than before; empty where it said nothing, or does not."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was added, removed or changed between two states of a plan."""

    section: str
    name: str
    what: str
    differences: tuple[Difference, ...] = ()


def told(page: Sections[PlanSection]) -> list[dict[str, Any]]:
    """All that the plan says, as it is kept: sections, their rows, the fields of these.

    It is written for all readers for years, so days and numbers are as in Britain.
    """
    with places.written_for(places.BRITISH):
        return [
            {
                "name": one.section.name,
                "title": one.section.title,
                "rows": [_row(row, page.account) for row in one.full.written],
            }
            for one in page.sections
        ]


def for_reader(said: Told, reach: Reach) -> Told:
    """What the reader reads of it: confidential sections have no rows, nor do others name these."""
    return [
        {**one, "rows": [], "is_hidden": True}
        if reach.hides("plan", one["name"])
        else {**one, "rows": [_for_reader(row, reach) for row in one["rows"]]}
        for one in said
    ]


def fingerprint(said: Told) -> str:
    """The same for the same words, whatever their order in the database."""
    return sha256(dumps(said, sort_keys=True).encode()).hexdigest()


def changes(before: Told, after: Told) -> Iterator[Change]:
    """What is different, section by section: what came, what changed, what went."""
    titles = {one["name"]: one["title"] for one in (*before, *after)}
    old, new = _by_key(before), _by_key(after)
    for name, title in titles.items():
        were, are = old.get(name, {}), new.get(name, {})
        for key, row in are.items():
            if key not in were:
                fields = _fields({}, row)
                more = tuple(one for one in fields if one.after != row["name"])
                yield Change(title, row["name"], "added", more)
            elif found := _fields(were[key], row):
                yield Change(title, row["name"], "changed", found)
        for key, row in were.items():
            if key not in are:
                yield Change(title, row["name"], "removed")


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """By the names of fields, so that a label that changed with a release is no difference."""
    were = {name: words for name, _, words in before.get("fields", [])}
    are = {name: words for name, _, words in after["fields"]}
    labels = {name: label for name, label, _ in after["fields"]}
    labels |= {name: label for name, label, _ in before.get("fields", []) if name not in labels}
    return tuple(
        Difference(label, were.get(name, ""), are.get(name, ""))
        for name, label in labels.items()
        if were.get(name) != are.get(name)
    )


def _for_reader(row: Mapping[str, Any], reach: Reach) -> Mapping[str, Any]:
    if not reach.hides("plan", "goals"):
        return row
    return {**row, "fields": [field for field in row["fields"] if field[0] != "goal"]}


def _by_key(said: Told) -> dict[str, dict[str, Mapping[str, Any]]]:
    return {one["name"]: {row["key"]: row for row in one["rows"]} for one in said}


def _row(row: models.Model, account: Account) -> dict[str, Any]:
    fields = [
        (field, getattr(row, field.name))
        for field in row._meta.fields
        if field.editable and not field.primary_key
    ]
    return {
        "key": f"{row._meta.model_name}-{row.pk}",
        "name": str(row),
        "fields": [
            [field.name, _label(field), _in_words(row, field, value, account)]
            for field, value in fields
            if value not in (None, "")
        ],
    }


def _label(field: models.Field[Any, Any]) -> str:
    name = str(field.verbose_name)
    return name if name[:3].isupper() else name[:1].upper() + name[1:]


def _in_words(row: Any, field: models.Field[Any, Any], value: Any, account: Account) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.short_full_day(value)
    if field.name in MONEY:
        return words.money(value, account.currency)
    if isinstance(value, Decimal):
        return words.number(value)
    return str(value)
