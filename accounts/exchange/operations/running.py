"""A worker goes through a file: once to check it, and once more to import it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import BinaryIO, TypeVar, cast

from accounts.exchange.models import Import
from accounts.exchange.operations import keeping
from accounts.exchange.operations.writing import Writer
from accounts.exchange.queries.lines import Layout, Line
from accounts.exchange.queries.matching import Matcher
from accounts.exchange.queries.progress import is_given_up, note
from accounts.exchange.queries.telling import Telling
from accounts.exchange.rules import days, numbers, tables
from accounts.exchange.rules.fitting import RULES, Importer
from accounts.exchange.rules.tables import Cell, Form

CHUNK = 2000
"""So many rows are looked up and written at once; so many are in memory."""
MOST_ROWS = 1_000_000

Clock = Callable[[], datetime]
T = TypeVar("T")


class GivenUp(Exception):
    """Somebody gave the import up while it was under way."""


class CannotImport(Exception):
    """Why a file cannot be imported as it is now, in words."""


@dataclass
class Counts:
    """What the rows of a file are."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0

    @property
    def all(self) -> int:
        return self.added + self.changed + self.unchanged + self.wrong

    def take(self, lines: Iterable[Line]) -> None:
        for line in lines:
            name = line.outcome.value
            setattr(self, name, getattr(self, name) + 1)


@dataclass
class Run:
    """One way through a file, from its first row to its last."""

    of: Import
    clock: Clock
    counts: Counts = field(default_factory=Counts)

    @cached_property
    def matcher(self) -> Matcher:
        """Made after what is doubtful was read, as it knows how columns are written."""
        return Matcher(Layout(self.of), self.of.by, self.of.source)

    @cached_property
    def telling(self) -> Telling:
        return Telling(self.matcher.layout.definition, self.matcher.people, self.of.by)

    def doubts(self) -> dict[str, dict[str, str]]:
        """Columns of which nobody can say how their dates or numbers are written.

        All values of a column decide together, so the whole file is read. What is clear is kept
        in the readings of the import.
        """
        asked = _undecided(self.of)
        if not asked:
            return {}
        votes: dict[str, dict[str, str]] = {name: {} for name in asked}
        for _, cells in self._rows():
            for name, (place, vote) in asked.items():
                cell = cells[place] if place < len(cells) else ""
                if cell != "" and (said := vote(cell)):
                    votes[name].setdefault(said, str(cell))
        found = {}
        for name, voted in votes.items():
            sure = [reading for reading in voted if reading != "?"]
            if len(sure) == 1:
                self.of.readings[name] = sure[0]
            elif voted:
                kind = "day" if asked[name][1] is days.vote else "number"
                found[name] = {"kind": kind, "example": next(iter(voted.values()))}
        return found

    def lines(self) -> Iterator[list[Line]]:
        """The rows in chunks, each matched with what is there; nothing is written.

        Whoever writes does so before asking for the next chunk.
        """
        matcher, layout = self.matcher, self.matcher.layout
        importer = Importer(self.of.by_id, matcher.people.owners, matcher.people.active)
        rule = RULES.get(layout.definition.kind)
        for chunk in chunks(self._rows(), CHUNK):
            lines = [layout.read(number, cells) for number, cells in chunk]
            matcher.match(lines)
            for line in lines:
                if rule and not line.wrong:
                    for name, sentence in list(rule(line, importer)):
                        layout.complain(line, name, sentence)
            yield lines
            self.counts.take(lines)
            self.breathe()

    def write(self, now: datetime) -> None:
        """Write all rows that are right, and what became of each; within the caller’s transaction.

        Raises:
            CannotImport: a row is wrong by now, and nobody said to leave such rows out.
            GivenUp: somebody gave it up.
        """
        keeping.forget(self.of)
        writer = Writer(self.of, self.matcher.layout.definition.model, now)
        for lines in self.lines():
            bad = next((line for line in lines if line.wrong), None)
            if bad and not self.of.skips_wrong:
                raise CannotImport(
                    f"Something has changed since the check: row {bad.number} is wrong now. "
                    f"{bad.wrong[0].sentence} Nothing was imported. Check the file again."
                )
            writer.write([line for line in lines if not line.wrong])
            keeping.write(self.of, self.telling.rows(lines))

    def breathe(self) -> None:
        """Say how far it is, and stop where somebody gave it up."""
        note(self.of.pk, self.counts.all, self.clock())
        if is_given_up(self.of.pk):
            raise GivenUp
        if self.counts.all > MOST_ROWS:
            raise CannotImport(f"The file has more than {MOST_ROWS:,} rows. Cut it into parts.")

    def _rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows behind the heads."""
        with self.of.file.open("rb") as content:
            form = Form(self.of.encoding, self.of.separator)
            yield from islice(tables.rows(cast(BinaryIO, content), form), 1, None)


def chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(rows, size)):
        yield chunk


Vote = Callable[[Cell], str | None]


def _undecided(of: Import) -> dict[str, tuple[int, Vote]]:
    """The columns of dates and amounts for which nobody has said how they are written."""
    layout = Layout(of)
    found: dict[str, tuple[int, Vote]] = {}
    for column, place in layout.columns:
        if column.refers or column.name in of.readings:
            continue
        kind = layout.definition.model._meta.get_field(column.name).get_internal_type()
        if kind == "DateField":
            found[column.name] = (place, days.vote)
        elif kind == "DecimalField":
            found[column.name] = (place, numbers.vote)
    return found
