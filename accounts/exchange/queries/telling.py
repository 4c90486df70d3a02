"""What becomes of the rows of a file, told of each: new, changed from what to what, unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import ForeignKey

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind, Outcome
from accounts.exchange.queries.kinds import Definition
from accounts.exchange.queries.lines import Line
from accounts.exchange.queries.people import People
from accounts.exchange.rules.wording import Change, beside, in_words, joined
from accounts.people.models import Team, User

LONGEST_NAME = 200
Named = Mapping[str, Mapping[int, str]]
"""What contacts and accounts are called, by the field that names them and their numbers."""
REMEMBERED = 4096
"""So many values are put into words once; most repeat."""


class Told(NamedTuple):
    """What becomes of one row, by the columns of a `FileRow`."""

    number: int
    outcome: str
    name: str
    external_id: str
    row_id: int | None
    account_id: int | None
    changes: str


class Telling:
    """Tells for chunks of matched rows what becomes of each; one for each run of a file."""

    def __init__(self, definition: Definition, people: People, user: User) -> None:
        self.definition, self.people, self.user = definition, people, user
        self.is_of_accounts = definition.kind == Kind.ACCOUNTS
        self.labels: dict[str, str] = {}
        for column in definition.fields:
            self.labels.setdefault(column.target, column.label)
        self._said: dict[tuple[str, Any], str] = {}

    def rows(self, lines: Sequence[Line]) -> list[Told]:
        """What becomes of each row that is not wrong; two queries at the most."""
        good = [line for line in lines if not line.wrong]
        named = {"contact_id": self._contacts(good), "account_id": self._accounts(good)}
        return [self._row(line, named) for line in good]

    def _row(self, line: Line, named: Named) -> Told:
        row_id, outcome = line.row_id, line.outcome
        return Told(
            line.number,
            outcome.value,
            self._name(line),
            line.external_id,
            row_id,
            row_id if self.is_of_accounts else line.values.get("account_id"),
            self._changes(line, named) if outcome is Outcome.CHANGED else "",
        )

    def _name(self, line: Line) -> str:
        for name in self.definition.called:
            if value := line.says(name):
                return str(value)[:LONGEST_NAME]
        return ""

    def _changes(self, line: Line, named: Named) -> str:
        told = []
        for name, after in line.changes.items():
            field = name.removesuffix("_id")
            before, now = (
                named[name].get(value, "") if name in named else self._words(name, value)
                for value in (line.before[name], after)
            )
            told.append(Change(self.labels.get(field, field), *beside(before, now)))
        return joined(told)

    def _words(self, name: str, value: Any) -> str:
        """A value in words; people and teams by their names, which are all known by now."""
        key = name, value
        if key not in self._said:
            if len(self._said) >= REMEMBERED:
                self._said.clear()
            self._said[key] = self._in_words(name, value)
        return self._said[key]

    def _in_words(self, name: str, value: Any) -> str:
        field: Any = self.definition.model._meta.get_field(name)
        if not isinstance(field, ForeignKey):
            return in_words(field, value)
        named = {User: self.people.names, Team: self.people.team_names}.get(field.related_model, {})
        return named.get(value, "")

    def _contacts(self, lines: Iterable[Line]) -> dict[int, str]:
        """The contacts that are named before or after, by their numbers."""
        pks = _of_changes(lines, "contact_id")
        found = Contact.objects.filter(pk__in=pks).order_by()
        return dict(found.values_list("pk", "name")) if pks else {}

    def _accounts(self, lines: Iterable[Line]) -> dict[int, str]:
        """The accounts that rows leave and go to, as far as whoever brings them in sees these."""
        pks = _of_changes(lines, "account_id")
        found = Account.objects.visible_to(self.user).filter(pk__in=pks).order_by()
        return dict(found.values_list("pk", "name")) if pks else {}


def _of_changes(lines: Iterable[Line], name: str) -> set[int]:
    """What a field held before and holds then, in all rows that change it."""
    return {
        pk
        for line in lines
        if name in line.changes
        for pk in (line.before[name], line.changes[name])
        if pk
    }
