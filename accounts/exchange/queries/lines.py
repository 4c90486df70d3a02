"""A row of a file, read: the values of its fields, whom it names, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.exchange.choices import Kind, Outcome
from accounts.exchange.models import Import
from accounts.exchange.queries.kinds import ID, KINDS, PART, Column, Definition
from accounts.exchange.queries.reading import Reader, reader
from accounts.exchange.rules.tables import Cell, spelled

LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value, and in which column it stands."""

    column: str
    value: str
    sentence: str


@dataclass(slots=True)
class Line:
    """One row: `values` by the names of columns in the database, `names` are still to be found."""

    number: int
    cells: Sequence[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    external_id: str = ""
    wrong: list[Wrong] = field(default_factory=list)
    pk: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    added_pk: int | None = None
    """The number that a new row got when it was written; it stays new."""

    @property
    def is_new(self) -> bool:
        return self.pk is None

    @property
    def row_id(self) -> int | None:
        """The number of what the row is; None as long as nothing of it is written."""
        return self.added_pk if self.pk is None else self.pk

    @property
    def outcome(self) -> Outcome:
        if self.wrong:
            return Outcome.WRONG
        if self.is_new:
            return Outcome.ADDED
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    def says(self, name: str) -> Any:
        """What the row will hold: what the file says, or else what it holds already."""
        return self.values.get(name, self.before.get(name))


class Layout:
    """Which column of a file fills which field, and how each is read."""

    def __init__(self, of: Import) -> None:
        self.definition: Definition = KINDS[Kind(of.kind)]
        self.heads: list[str] = list(of.heads)
        self.places: dict[str, int] = dict(of.columns)
        readings: dict[str, str] = dict(of.readings)
        self.columns = [
            (self.definition.by_name[name], place)
            for name, place in self.places.items()
            if name in self.definition.by_name
        ]
        meta = self.definition.model._meta
        plain = {c.name for c, _ in self.columns if not c.refers}
        plain |= {c.target for c, _ in self.columns if c.refers == PART}
        self.readers: dict[str, Reader] = {
            name: reader(meta.get_field(name), readings.get(name, ""))  # type: ignore[arg-type]
            for name in plain
        }

    def head(self, name: str) -> str:
        """What the file calls the column that fills a field."""
        for column, place in self.columns:
            if name in {column.name, column.target}:
                return self.heads[place]
        return ""

    def read(self, number: int, cells: Sequence[Cell]) -> Line:
        """A row, read; an empty cell says nothing."""
        line, parts = Line(number, cells), {}
        for column, place in self.columns:
            cell = cells[place] if place < len(cells) else ""
            if cell == "":
                continue
            if column.refers == PART:
                parts[column.name] = spelled(cell)
            elif column.refers:
                self._name(line, column, spelled(cell))
            else:
                self._fill(line, column.name, cell, self.heads[place])
        for target, text in _joined(self.definition.kind, parts, line.values):
            self._fill(line, target, text, self.head(target))
        self._need(line)
        return line

    def complain(self, line: Line, name: str, sentence: str) -> None:
        """Say what is wrong with what a row has for a field."""
        place = next((p for c, p in self.columns if name in {c.name, c.target}), None)
        has = place is not None and place < len(line.cells)
        value = spelled(line.cells[place]) if has and place is not None else ""
        line.wrong.append(Wrong(self.head(name), value, sentence))

    def _fill(self, line: Line, name: str, cell: Cell, head: str) -> None:
        try:
            line.values[name] = self.readers[name](cell)
        except ValueError as error:
            line.wrong.append(Wrong(head, spelled(cell), str(error)))

    def _name(self, line: Line, column: Column, text: str) -> None:
        if column.refers != ID:
            line.names[column.name] = text
        elif len(text) > LONGEST_ID:
            self.complain(line, column.name, f"An id has at most {LONGEST_ID} characters.")
        else:
            line.external_id = text

    def _need(self, line: Line) -> None:
        told = {*line.values, *line.names}
        if "name" in told or "full_name" in told:
            told.add("last_name")
        if "summary" in told:
            told.add("subject")
        refused = {wrong.column for wrong in line.wrong}
        for group in self.definition.needs:
            heads = {self.head(name) for name in group} - {""}
            if told.isdisjoint(group) and not heads & refused:
                label = " or ".join(self.definition.by_name[name].label for name in group)
                line.wrong.append(Wrong(self.head(group[0]), "", f"{label} is missing."))


def _joined(
    kind: Kind, parts: Mapping[str, str], values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Fields that stand in several columns, such as a name or an address."""
    target = "full_name" if kind == Kind.PEOPLE else "name"
    name = _with(" ", (parts.get("first_name"), parts.get("last_name")))
    if name and target not in values:
        yield target, name
    place = _with(" ", (parts.get("postal_code"), parts.get("city")))
    address = _with("\n", (parts.get("street"), place))
    if address and "address" not in values:
        yield "address", address
    if subject := parts.get("subject"):
        yield "summary", _with("\n", (subject, values.get("summary")))


def _with(between: str, texts: Iterable[str | None]) -> str:
    return between.join(text for text in texts if text)
