"""Rows of a file are written many at once: new ones, changed ones, and by which id they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils import timezone

from accounts.clients.models import Account, Contact, Ownership
from accounts.clients.operations import accounts
from accounts.exchange.choices import Kind
from accounts.exchange.models import ExternalId, Import
from accounts.exchange.queries.lines import Line
from accounts.people.models import User
from accounts.people.operations import presence
from accounts.profile.models import Record
from config.lib import many

UNTOLD = {"owner_id"}
"""What is not written with the other columns of an account: it has an operation of its own."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the rows of one import; within the transaction of whoever calls."""

    of: Import
    model: type[Model]
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def how(self) -> str:
        return f"from {self.of.file_name}"

    def write(self, lines: Sequence[Line]) -> None:
        """Write what is new and what has changed of these rows; the others cost nothing."""
        new = [line for line in lines if line.is_new]
        changed = [line for line in lines if not line.is_new and line.changes]
        added = self._add(new) if new else []
        before = self._change(changed) if changed else []
        many.tell(self.model, added=added, changed=before, how=self.how)
        self._hand_over(changed)
        self._link(lines)

    def _add(self, lines: Sequence[Line]) -> list[Any]:
        rows = [self.model(**{**self._given(), **line.values}) for line in lines]
        if self.model is User:
            for person in rows:
                cast(User, person).password = make_password(None)
        if self.model is Contact:
            self._mark_first(cast("list[Contact]", rows))
        added = self.model._default_manager.bulk_create(rows)
        for line, row in zip(lines, added, strict=True):
            line.added_pk = row.pk
        if self.model is Account:
            Ownership.objects.bulk_create(
                Ownership(account_id=row.pk, person_id=row.owner_id, from_on=self.today)  # type: ignore[attr-defined]
                for row in added
            )
        return list(added)

    def _given(self) -> dict[str, Any]:
        """What every new row of its kind has."""
        if issubclass(self.model, (Contact, Record)):
            return {"updated_at": self.now, "updated_by_id": self.of.by_id}
        return {}

    def _mark_first(self, contacts: Sequence[Contact]) -> None:
        """The first contact of an account is its key contact."""
        of = {contact.account_id for contact in contacts}
        have = set(
            Contact.objects.filter(account__in=of).order_by().values_list("account", flat=True)
        )
        for contact in contacts:
            if contact.account_id not in have:
                contact.is_key = True
                have.add(contact.account_id)

    def _change(self, lines: Sequence[Line]) -> list[tuple[Model, Mapping[str, Any]]]:
        """Write the changed columns of rows, which are held until the transaction ends."""
        manager = self.model._default_manager
        held = manager.select_for_update().in_bulk([line.pk for line in lines])
        names: set[str] = set()
        told: list[tuple[Model, Mapping[str, Any]]] = []
        for line in lines:
            row: Any = held[line.pk]
            mine = {name: new for name, new in line.changes.items() if name not in UNTOLD}
            if not mine:
                continue
            told.append((row, {name: getattr(row, name) for name in mine}))
            for name, new in mine.items():
                setattr(row, name, new)
            for name, value in self._stamps(row).items():
                setattr(row, name, value)
                names.add(name)
            names |= mine.keys()
        fields = [self.model._meta.get_field(name.removesuffix("_id")).name for name in names]
        if told:
            manager.bulk_create(
                [row for row, _ in told],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=fields,
            )
        if self.model is User and any("last_day_on" in before for _, before in told):
            presence.tell(cast(User, row) for row, before in told if "last_day_on" in before)
        return told

    def _stamps(self, row: Any) -> dict[str, Any]:
        if self.model is User:
            return {}
        stamps: dict[str, Any] = {"version": row.version + 1, "updated_at": self.now}
        if issubclass(self.model, (Contact, Record)):
            stamps["updated_by_id"] = self.of.by_id
        return stamps

    def _hand_over(self, lines: Sequence[Line]) -> None:
        """Accounts with another owner begin a new ownership; few do, so one by one."""
        if self.model is not Account:
            return
        people = User.objects.in_bulk(
            {line.changes["owner_id"] for line in lines if "owner_id" in line.changes}
        )
        for line in lines:
            if line.pk and "owner_id" in line.changes:
                accounts.hand_to(line.pk, people[line.changes["owner_id"]], self.today)

    def _link(self, lines: Sequence[Line]) -> None:
        """Keep by which id the other system knows each row; known ones are left as they are."""
        wanted = {
            line.external_id: line.row_id for line in lines if line.external_id and line.row_id
        }
        links = ExternalId.objects.filter(source=self.of.source, kind=self.of.kind)
        known = dict(links.filter(external_id__in=wanted).values_list("external_id", "row_id"))
        anew = {one: pk for one, pk in wanted.items() if known.get(one) != pk}
        if not anew:
            return
        links.filter(row_id__in=anew.values()).delete()
        links.filter(external_id__in=anew).delete()
        ExternalId.objects.bulk_create(
            ExternalId(
                source=self.of.source,
                kind=Kind(self.of.kind),
                external_id=one,
                row_id=pk,
            )
            for one, pk in anew.items()
        )
