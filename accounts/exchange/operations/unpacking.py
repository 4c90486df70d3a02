"""An archive is brought into a site that has nothing yet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.contrib.auth.hashers import make_password
from django.core.files.base import File
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, ForeignKey, Model, Q

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind
from accounts.exchange.models import ExternalId
from accounts.exchange.queries.archive import CHUNK, PIECE
from accounts.exchange.queries.tables import (
    columns,
    file_fields,
    file_name,
    made_with_a_site,
    table_name,
    tables,
)
from accounts.exchange.rules.archive import MANIFEST, Kept, Unfit, files_of, read
from accounts.people.models import User
from config.lib import many

HOW = "from an archive"


def unpack(path: Path) -> dict[str, int]:
    """Write all of an archive, in one transaction; returns the rows of each table.

    Whoever is here already is recognised by their address, and becomes what the archive says of
    them; they keep their password. Nobody else has one: they ask for a link to choose it.

    Raises:
        Unfit: it is no archive, broken, or this site has accounts, teams or other rows already.
    """
    try:
        with ZipFile(path) as archive, transaction.atomic():
            return _Unpacking(archive).all()
    except (BadZipFile, KeyError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise Unfit(f"This archive cannot be read: {error}.") from error


class _Unpacking:
    """One archive; `people` says which number somebody of it has here."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.kept = files_of(json.loads(archive.read(MANIFEST)))
        self.people: dict[int, int] = {}

    def all(self) -> dict[str, int]:
        self._is_whole()
        self._is_free()
        _clear()
        self._find_people()
        counts = {table_name(model): self._table(model) for model in tables()}
        self._files()
        if moved := {old: new for old, new in self.people.items() if old != new}:
            many.people_renumbered.send(sender=User, numbers=moved)
        self._go_on_counting()
        return counts

    def _is_whole(self) -> None:
        """All files that the manifest lists are there, as they were."""
        for kept in self.kept.values():
            found = sha256()
            with self.archive.open(kept.name) as entry:
                while piece := entry.read(PIECE):
                    found.update(piece)
            if found.hexdigest() != kept.sha256:
                raise Unfit(f"{kept.name} in this archive is not what it was.")

    def _is_free(self) -> None:
        for model in tables():
            rows = model._base_manager.all()
            if model in made_with_a_site():
                rows = rows.filter(_touched(model))
            if model is not User and rows.exists():
                name = model._meta.verbose_name_plural
                raise Unfit(f"This site has {name} already. An archive needs an empty one.")

    def _find_people(self) -> None:
        """People who are here keep their number, others that of the archive where it is free."""
        here = dict(User.objects.values_list("email", "pk"))
        taken = set(here.values())
        others = []
        for row in self._rows(User):
            if row["email"] in here:
                self.people[row["id"]] = here[row["email"]]
            elif row["id"] in taken:
                others.append(row["id"])
            else:
                self.people[row["id"]] = row["id"]
        used = taken | set(self.people.values())
        for old in others:
            new = max(used) + 1
            used.add(new)
            self.people[old] = new

    def _table(self, model: type[Model]) -> int:
        count, rows = 0, self._rows(model)
        kept: Kept = self.kept[table_name(model)]
        while chunk := list(islice(rows, CHUNK)):
            self._write(model, [self._renumbered(model, row) for row in chunk])
            count += len(chunk)
        if count != kept.rows:
            raise Unfit(f"{kept.name} has {count} rows, and not {kept.rows}.")
        return count

    def _write(self, model: type[Model], rows: list[dict[str, Any]]) -> None:
        if model is User:
            here = User.objects.in_bulk([row["id"] for row in rows])
            for row in rows:
                if row["id"] in here:
                    User.objects.filter(pk=row["id"]).update(**row)
            rows = [row for row in rows if row["id"] not in here]
            people = [User(password=make_password(None), **row) for row in rows]
            many.tell(User, added=_created(User, people), how=HOW)
            return
        made = _created(model, [model(**row) for row in rows])
        if model in {Account, Contact}:
            many.tell(model, added=made, how=HOW)

    def _renumbered(self, model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
        """A row whose people have the numbers of here."""
        if model is User:
            row["id"] = self.people[row["id"]]
        if model is ExternalId and row["kind"] == Kind.PEOPLE:
            row["row_id"] = self.people.get(row["row_id"], row["row_id"])
        for field in columns(model):
            value = row[field.attname]
            if isinstance(field, ForeignKey) and field.related_model is User and value is not None:
                row[field.attname] = self.people[value]
        return row

    def _rows(self, model: type[Model]) -> Iterator[dict[str, Any]]:
        fields: dict[str, Field[Any, Any]] = {one.attname: one for one in columns(model)}
        with self.archive.open(table_name(model)) as entry:
            lines = csv.reader(TextIOWrapper(entry, "utf-8", newline=""))
            heads = next(lines)
            if set(heads) != set(fields):
                raise Unfit(f"{table_name(model)} has other columns than this version keeps.")
            for line in lines:
                told = zip(heads, line, strict=True)
                yield {name: read(fields[name], text) for name, text in told}

    def _files(self) -> None:
        for model, field in file_fields():
            for row in model._base_manager.exclude(**{field.name: ""}).order_by("pk"):
                name = file_name(model, field, row.pk)
                if name not in self.kept:
                    continue
                own = getattr(row, field.name)
                with self.archive.open(name) as entry:
                    own.save(Path(own.name).name, File(entry), save=False)
                model._base_manager.filter(pk=row.pk).update(**{field.name: own.name})

    def _go_on_counting(self) -> None:
        """Let new rows get numbers that nobody has."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(tables())):
                cursor.execute(statement)


def _touched(model: type[Model]) -> Q:
    """Rows of which a person is named, as who wrote them: a new site has none."""
    named = Q(pk__in=[])
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is User:
            named |= Q(**{f"{field.name}__isnull": False})
    return named


def _clear() -> None:
    """What came with the site makes room for that of the archive."""
    for model in reversed(tables()):
        if model in made_with_a_site() and model is not User:
            model._base_manager.all()._raw_delete(connection.alias)


def _created(model: type[Model], rows: list[Any]) -> list[Any]:
    """Write rows as they are, also those columns that a new row would fill by itself."""
    stamps = [field for field in model._meta.concrete_fields if _is_stamp(field)]
    given = [
        (row, {field.attname: getattr(row, field.attname) for field in stamps}) for row in rows
    ]
    made = model._base_manager.bulk_create(rows)
    if stamps and made:
        for row, values in given:
            for name, value in values.items():
                setattr(row, name, value)
        model._base_manager.bulk_update(made, [field.name for field in stamps], batch_size=500)
    return made


def _is_stamp(field: Any) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
