"""What changed is kept, field by field, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, Model, prefetch_related_objects

from accounts.audit.models import FieldChange
from accounts.audit.queries.audited import BY_MODEL, OF_BOOKS, title_of
from accounts.clients.choices import Level
from accounts.clients.models import Access, Contact
from accounts.profile.models import ConfidentialSection
from config.lib import acting, words
from config.lib.countries import COUNTRIES
from config.lib.places import BRITISH, written_for

Values = Mapping[str, Any]
TOLD_WHOLE = {Contact, *OF_BOOKS}
"""What is kept with all its fields when it goes."""


def values_before(row: Model, only: set[str] | None) -> Values:
    """What the fields that may change hold in the database; one query, none where none may.

    Args:
        row: about to be saved.
        only: the names of the fields that are written; None for all.
    """
    kept = [field for field in BY_MODEL[type(row)].fields if only is None or field.name in only]
    if not kept:
        return {}
    rows = type(row)._base_manager.filter(pk=row.pk)
    return rows.values(*[field.attname for field in kept]).first() or {}


def keep_changed(row: Model, before: Values, *, now: datetime) -> None:
    """Keep each field that holds something else than before; one query where any does."""
    kind, found = BY_MODEL[type(row)], []
    for field in kind.fields:
        if field.attname not in before:
            continue
        old, new = before[field.attname], getattr(row, field.attname)
        if hasattr(new, "resolve_expression") or old == field.to_python(new):
            continue
        found.append(
            _change(row, kind.what(field), in_words(field, old), in_words(field, new), now)
        )
    if found:
        FieldChange.objects.bulk_create(found)


def keep_added(row: Model, *, now: datetime) -> None:
    """Keep that something is there now, or the values of what has no name; one query."""
    kind = BY_MODEL[type(row)]
    if kind.is_one:
        keep_changed(row, {field.attname: "" for field in kind.fields}, now=now)
        return
    what = kind.subject.value
    FieldChange.objects.bulk_create([_change(row, what, "", whole(row), now)])


def keep_removed(row: Model, *, now: datetime) -> None:
    """Keep that something is gone, and all that a contact or a row of a profile or of a plan said,
    so that it can be read.

    One query, and one for each row that such a row points to.
    """
    kind, found = BY_MODEL[type(row)], []
    if type(row) in TOLD_WHOLE:
        said = [(field, in_words(field, getattr(row, field.attname))) for field in kind.fields]
        found = [_change(row, kind.what(field), old, "", now) for field, old in said if old]
    found.append(_change(row, kind.subject.value, whole(row), "", now))
    FieldChange.objects.bulk_create(found)


def keep_many(
    model: type[Model],
    added: Sequence[Any],
    changed: Sequence[tuple[Any, Values]],
    *,
    how: str,
    now: datetime,
) -> None:
    """Keep what was added and changed all at once; some queries, however many rows there are.

    Args:
        model: the kind of rows.
        added: those that are new.
        changed: those that are not, each with what its changed columns held.
        how: the way they came, such as “from accounts.csv”.
        now: when.
    """
    kind = BY_MODEL[model]
    if any(field.name == "account" for field in model._meta.concrete_fields):
        prefetch_related_objects([*added, *(row for row, _ in changed)], "account")
    what = kind.subject.value
    found = [_change(row, what, "", f"{whole(row)}, {how}", now) for row in added]
    fields = {field.attname: field for field in kind.fields}
    in_text: dict[tuple[str, Any], str] = {}
    for row, before in changed:
        for name, old in before.items():
            if (field := fields.get(name)) and old != (new := getattr(row, name)):
                for value in (old, new):
                    if (name, value) not in in_text:
                        in_text[name, value] = in_words(field, value)
                told = in_text[name, old], in_text[name, new]
                found.append(_change(row, kind.what(field), *told, now))
    FieldChange.objects.bulk_create(found, batch_size=2000)


def whole(row: Any) -> str:
    """A row in words: its name, or what it says about its person or calendar."""
    if isinstance(row, Access):
        return str(row.person)
    if isinstance(row, ConfidentialSection):
        return title_of(row)
    fields = {field.name: field for field in BY_MODEL[type(row)].fields}
    if "ends_on" in fields:
        with written_for(BRITISH):
            days = words.days(row.starts_on, row.ends_on, year=True)
        why = in_words(fields["kind"], row.kind) if "kind" in fields else row.reason
        return f"{why}, {days}"
    if "kind" in fields:
        return f"{in_words(fields['kind'], row.kind)}: {row.name}"
    return str(row)


def in_words(field: Field[Any, Any], value: Any) -> str:
    """A value as it is called: the label of a choice, the name of a person; the same for all."""
    if value is None or value == "":
        return ""
    found = field.to_python(value)
    if isinstance(field, ForeignKey):
        other = field.related_model._base_manager.filter(pk=found).first()
        return str(other) if other else f"Number {found}"
    if field.choices:
        return str(dict(field.flatchoices).get(found, found))
    if field.name == "country":
        return str(COUNTRIES.get(found, found))
    return _plain(found)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return words.kept_day(value)
    return words.clock(value) if isinstance(value, time) else str(value)


def _is_confidential(row: Model, what: str) -> bool:
    """Whether a row is confidential, or was until this change."""
    return getattr(row, "level", Level.OPEN) == Level.CONFIDENTIAL or what.endswith(".level")


def _change(row: Model, what: str, old: str, new: str, now: datetime) -> FieldChange:
    about = BY_MODEL[type(row)].about(row)
    return FieldChange(
        happened_at=now,
        by_id=acting.who(),
        account_id=about.account,
        person_id=about.person,
        about=about.name[:200],
        thing=about.thing[:200],
        what=what,
        old=old,
        new=new,
        row=f"{BY_MODEL[type(row)].subject.value}:{row.pk}" if row.pk else "",
        is_confidential=_is_confidential(row, what),
    )
