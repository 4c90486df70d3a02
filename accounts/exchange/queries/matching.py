"""Whom the rows of a file name, which rows of ours they are, and what would change.

Nothing is written here: the check before an import and the import itself ask the same questions,
for some thousand rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.clients.models import Account, AccountQuerySet, Contact
from accounts.clients.permissions import changeable_accounts
from accounts.exchange.choices import Kind, Source
from accounts.exchange.models import ExternalId
from accounts.exchange.queries.judgements import leave_judgements
from accounts.exchange.queries.kinds import PERSON, PERSON_ID
from accounts.exchange.queries.lines import Layout, Line
from accounts.exchange.queries.people import People
from accounts.exchange.queries.promises import promises_meant
from accounts.people.models import User

NO_ACCOUNT = "There is no such account that you may change. Bring the accounts in first."
NO_CONTACT = "Nobody at this account is called so. Bring the contacts in first."
APART = " If it is another promise, say of both when they were made."
DAYS = ("made_on", "due_on", "settled_on")
UPPER = {letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
ASCII = str.maketrans(UPPER)


def changeable(user: User) -> AccountQuerySet:
    """The accounts into which somebody may bring anything: those they see and may change."""
    return Account.objects.visible_to(user).filter(changeable_accounts(user))


def small(names: Iterable[str]) -> set[str]:
    """Names as databases write them in small letters; SQLite knows those of ASCII only."""
    return {small for name in names for small in (name.lower(), name.translate(ASCII))}


class Matcher:
    """Finds for chunks of rows what they name and what they are; one for each run of a file."""

    def __init__(self, layout: Layout, user: User, source: str) -> None:
        self.layout, self.user, self.source = layout, user, Source(source)
        self.kind = layout.definition.kind
        self.people = People(user, source)
        self.seen: dict[int, int] = {}
        self.claimed: set[int] = set()
        self.manager: Any = layout.definition.model._default_manager

    def match(self, lines: Sequence[Line]) -> None:
        """Say of each row what it is, and what would change; or what is wrong with it."""
        for line in lines:
            self._name_people(line)
        if self.kind not in {Kind.ACCOUNTS, Kind.PEOPLE}:
            self._name_accounts(lines)
        good = [line for line in lines if not line.wrong]
        self._refuse_doubles(good)
        good = [line for line in good if not line.wrong]
        linked = self._links(good)
        keyed = self._meant(good, linked)
        others = self._ids_of(keyed.values()) if any(line.external_id for line in good) else {}
        mine = self._own(pk for pk in [*linked.values(), *keyed.values()])
        for line in good:
            self._recognise(line, linked, keyed, others, mine)
        self._compare([line for line in good if line.pk and not line.wrong])

    def key(self, line: Line) -> tuple[Any, ...]:
        """By what a row is known without an id."""
        says, of = line.values.get, line.values.get("account_id")
        if self.kind == Kind.ACCOUNTS:
            return (str(says("name", "")).lower(),)
        if self.kind == Kind.PEOPLE:
            return (says("email"),)
        if self.kind == Kind.CONTACTS:
            return key_of_contact(of, says("email", ""), says("name", ""))
        if self.kind == Kind.CONTRACTS:
            return (of, (says("number") or says("title") or "").lower())
        if self.kind in {Kind.OPPORTUNITIES, Kind.COMMITMENTS}:
            words = (says("title") or says("promise") or "").lower()
            return (of, words, says("made_on"), says("settled_on"))
        return (of, says("held_on"), says("channel"), says("summary"))

    def _name_people(self, line: Line) -> None:
        for name in [name for name in line.names if name in self.layout.definition.by_name]:
            column = self.layout.definition.by_name[name]
            if column.refers in {PERSON, PERSON_ID}:
                try:
                    found = self.people.find(line.names[name], is_id=column.refers == PERSON_ID)
                except ValueError as error:
                    self.layout.complain(line, name, str(error))
                else:
                    line.values.setdefault(f"{column.target}_id", found)
        if team := line.names.get("team"):
            if team.lower() in self.people.teams:
                line.values["team_id"] = self.people.teams[team.lower()]
            else:
                self.layout.complain(line, "team", "There is no team of this name. Add it first.")

    def _name_accounts(self, lines: Sequence[Line]) -> None:
        mine = changeable(self.user)
        names = small(line.names["account"] for line in lines if "account" in line.names)
        ids = [line.names["account_id"] for line in lines if "account_id" in line.names]
        links = ExternalId.objects.filter(source=self.source, kind=Kind.ACCOUNTS)
        by_id = dict(links.filter(external_id__in=ids).values_list("external_id", "row_id"))
        rows = mine.annotate(small=Lower("name")).order_by()
        asked = rows.filter(Q(small__in=names) | Q(pk__in=list(by_id.values())))
        by_name = {name.lower(): pk for pk, name in asked.values_list("pk", "name")}
        known = set(by_name.values())
        for line in lines:
            linked = by_id.get(line.names.get("account_id", ""))
            named = by_name.get(line.names.get("account", "").lower())
            found = linked if linked in known else named
            if found is not None:
                line.values["account_id"] = found
            elif {"account", "account_id"} & line.names.keys():
                told = "account" if "account" in line.names else "account_id"
                self.layout.complain(line, told, NO_ACCOUNT)
        if self.kind in {Kind.INTERACTIONS, Kind.COMMITMENTS}:
            self._name_contacts(lines)

    def _name_contacts(self, lines: Sequence[Line]) -> None:
        asked = [line for line in lines if {"contact", "contact_id"} & line.names.keys()]
        of = {line.values.get("account_id") for line in asked}
        rows = Contact.objects.filter(account__in=of - {None}).order_by("pk")
        by_name: dict[tuple[int, str], int] = {}
        by_id: dict[tuple[int, str], int] = {}
        ids = self._contact_ids(asked)
        for pk, holder, *names in rows.values_list("pk", "account", "name", "email"):
            for name in filter(None, names):
                by_name.setdefault((holder, name.lower()), pk)
            if pk in ids:
                by_id[holder, ids[pk]] = pk
        for line in asked:
            if account := line.values.get("account_id"):
                linked = by_id.get((account, line.names.get("contact_id", "")))
                named = by_name.get((account, line.names.get("contact", "").lower()))
                if found := linked or named:
                    line.values["contact_id"] = found
                else:
                    told = "contact" if "contact" in line.names else "contact_id"
                    self.layout.complain(line, told, NO_CONTACT)

    def _contact_ids(self, lines: Iterable[Line]) -> dict[int, str]:
        """Of contacts that are named by their ids in the other system these ids."""
        wanted = [line.names["contact_id"] for line in lines if "contact_id" in line.names]
        links = ExternalId.objects.filter(source=self.source, kind=Kind.CONTACTS)
        found = links.filter(external_id__in=wanted).values_list("row_id", "external_id")
        return dict(found) if wanted else {}

    def _refuse_doubles(self, lines: Iterable[Line]) -> None:
        """Of two rows of a file that are the same one, the second is wrong."""
        has_own_key = self.kind in {Kind.ACCOUNTS, Kind.PEOPLE}
        for line in lines:
            keys: list[tuple[Any, ...]] = []
            if line.external_id:
                keys.append(("id", line.external_id))
            if has_own_key or not line.external_id:
                keys.append(("key", *self.key(line)))
            for key in keys:
                first = self.seen.setdefault(hash(key), line.number)
                if first != line.number:
                    name = "external_id" if key[0] == "id" else self._called()
                    more = APART if self.kind == Kind.COMMITMENTS and name == "account" else ""
                    self.layout.complain(line, name, f"Row {first} is the same one.{more}")
                    break

    def _called(self) -> str:
        return {Kind.PEOPLE: "email", Kind.ACCOUNTS: "name"}.get(self.kind, "account")

    def _links(self, lines: Sequence[Line]) -> dict[str, int]:
        """Rows by their ids in the other system."""
        ids = [line.external_id for line in lines if line.external_id]
        if not ids:
            return {}
        links = ExternalId.objects.filter(source=self.source, kind=self.kind)
        found = dict(links.filter(external_id__in=ids).values_list("external_id", "row_id"))
        there = set(self.manager.filter(pk__in=found.values()).values_list("pk", flat=True))
        return {one: pk for one, pk in found.items() if pk in there}

    def _ids_of(self, pks: Iterable[int]) -> dict[int, str]:
        """By which ids the other system knows some rows."""
        links = ExternalId.objects.filter(source=self.source, kind=self.kind)
        return dict(links.filter(row_id__in=set(pks)).values_list("row_id", "external_id"))

    def _meant(self, lines: Sequence[Line], linked: Mapping[str, int]) -> dict[int, int]:
        """The rows that are meant without an id, by the numbers of the rows of the file."""
        if self.kind == Kind.COMMITMENTS:
            unlinked = [line for line in lines if line.external_id not in linked]
            return promises_meant(unlinked, (self.claimed, set(linked.values())), self._ids_of)
        keyed = self._rows_by_key(lines)
        return {line.number: keyed[key] for line in lines if (key := self.key(line)) in keyed}

    def _rows_by_key(self, lines: Sequence[Line]) -> dict[tuple[Any, ...], int]:
        if self.kind == Kind.ACCOUNTS:
            names = small(line.values["name"] for line in lines)
            rows = Account.objects.annotate(small=Lower("name")).filter(small__in=names).order_by()
            return {(name.lower(),): pk for pk, name in rows.values_list("pk", "name")}
        if self.kind == Kind.PEOPLE:
            emails = [line.values["email"] for line in lines]
            people = User.objects.filter(email__in=emails).order_by()
            return {(email.lower(),): pk for pk, email in people.values_list("pk", "email")}
        of = {line.values["account_id"] for line in lines}
        rows = self.manager.filter(account__in=of).order_by("-pk")
        if self.kind == Kind.INTERACTIONS:
            rows = rows.filter(held_on__in={line.values["held_on"] for line in lines})
        columns: tuple[str, ...] = {
            Kind.CONTACTS: ("email", "name"),
            Kind.CONTRACTS: ("number", "title"),
            Kind.OPPORTUNITIES: ("title",),
        }.get(self.kind, ("held_on", "channel", "summary"))
        fields = ("account_id", *columns)
        keyed: dict[tuple[Any, ...], int] = {}
        for pk, *values in rows.values_list("pk", *fields):
            keyed[self.key(Line(0, (), dict(zip(fields, values, strict=True))))] = pk
        return keyed

    def _own(self, found: Iterable[int]) -> set[int]:
        """Of some rows those that the person may change."""
        pks = set(found)
        if self.kind == Kind.PEOPLE:
            return pks
        if self.kind == Kind.ACCOUNTS:
            return set(changeable(self.user).filter(pk__in=pks).values_list("pk", flat=True))
        rows = self.manager.filter(pk__in=pks, account__in=changeable(self.user).order_by())
        return set(rows.values_list("pk", flat=True))

    def _recognise(
        self,
        line: Line,
        linked: Mapping[str, int],
        keyed: Mapping[int, int],
        others: Mapping[int, str],
        mine: set[int],
    ) -> None:
        by_id, by_key = linked.get(line.external_id), keyed.get(line.number)
        is_unique = self.kind in {Kind.ACCOUNTS, Kind.PEOPLE}
        taken = by_key is not None and (
            by_key in self.claimed
            or (by_id is not None and by_id != by_key)
            or bool(line.external_id and others.get(by_key, line.external_id) != line.external_id)
        )
        if is_unique and (taken or (by_key and not by_id and by_key not in mine)):
            sentence = "This name is taken. Choose another, or ask an administrator."
            if self.kind == Kind.PEOPLE:
                sentence = "This address belongs to somebody else already."
            self.layout.complain(line, self._called(), sentence)
            return
        found = by_id if by_id is not None else (None if taken else by_key)
        if found is not None and found not in mine:
            if by_id is None:
                return
            self.layout.complain(line, "external_id", "You may not change what has this id.")
            return
        line.pk = found
        if found is not None:
            self.claimed.add(found)

    def _compare(self, lines: Sequence[Line]) -> None:
        """What each row holds now, and what the file would make of it."""
        names = {name for line in lines for name in line.values}
        more = {
            Kind.ACCOUNTS: {"is_confidential", "is_changing_hands", "owner_id"},
            Kind.CONTRACTS: {"starts_on", "expires_on"},
            Kind.OPPORTUNITIES: {"next_step"},
            Kind.INTERACTIONS: {"contact_id"},
            Kind.COMMITMENTS: {"contact_id", "level", "state", "outcome", *DAYS},
            Kind.PEOPLE: {"role", "email"},
        }.get(self.kind, set())
        rows = self.manager.filter(pk__in=[line.pk for line in lines]).order_by()
        held = {row["pk"]: row for row in rows.values("pk", *sorted(names | more))}
        for line in lines:
            line.before = held[line.pk]
            line.changes = {
                name: value for name, value in line.values.items() if line.before[name] != value
            }
            leaves = "account_id" in line.changes and "contact_id" not in line.values
            if leaves and line.before.get("contact_id"):
                line.changes["contact_id"] = None  # it was somebody at the account it leaves
        if self.kind == Kind.CONTACTS:
            leave_judgements(lines)


def key_of_contact(account: Any, email: str, name: str) -> tuple[Any, ...]:
    return (account, email.lower()) if email else (account, "", name.lower())
