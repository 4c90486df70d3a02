"""What a file gets of a list: its columns, its rows, and who asked for what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from config.lib.export.sheet import Fact, Line, Sheet
from config.lib.lists.columns import Column
from config.lib.lists.finder import ListFilter

Read = Callable[[Any], Fact]
Reads = Sequence[tuple[str, Read]]
"""The heads of a file, and what stands below each."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Reads a moment, written in the reader's own time; the head of its column says which that is.

    It stands there and not in each cell, where spreadsheets would no longer take it for a time.
    """

    read: Callable[[Any], datetime | None]

    def __call__(self, row: Any) -> Fact:
        return self.read(row)


def heads_of(columns: Reads) -> list[str]:
    """The heads of a file: “Account”, “Happened at (Europe/Vienna)”."""
    zone = timezone.get_current_timezone_name()
    return [f"{label} ({zone})" if isinstance(read, Moment) else label for label, read in columns]


def sheet(found: ListFilter, name: str, title: str, *, by: str, now: datetime) -> Sheet:
    """Everything a list finds, in its order, with the columns that are chosen.

    There is no file of an answer that does not exist.
    """
    columns = _columns(found.wish.columns)

    def chunks() -> Iterator[list[Line]]:
        for rows in found.chunks():
            yield [[read(row) for _, read in columns] for row in rows]

    return Sheet(
        name=name,
        title=title,
        heads=heads_of(columns),
        chunks=chunks,
        rows=found.found.count(),
        about=(
            *written(title, by, now),
            ("Filters", _filters(found)),
            ("Sorted by", _sorted_by(found)),
        ),
        refusal=" ".join(found.unknown),
    )


def written(title: str, by: str, now: datetime) -> list[tuple[str, str]]:
    """Of which list a file is, who made it, and when that was where they are."""
    here = timezone.localtime(now)
    zone = timezone.get_current_timezone_name()
    return [
        ("List", title),
        ("Exported by", by),
        ("Exported on", f"{here:%Y-%m-%d %H:%M} ({zone})"),
    ]


def _columns(chosen: tuple[Column, ...]) -> list[tuple[str, Read]]:
    """Each fact once: in its own column where that is chosen, else beside what shows it last."""
    own = {column.label for column in chosen if column.fact}
    found: dict[str, Read] = {}
    for column in chosen:
        if column.fact:
            found[column.label] = column.fact
        for label, read in column.beside:
            if label not in own:
                found.pop(label, None)
                found[label] = read
    return list(found.items())


def _filters(found: ListFilter) -> str:
    told = [f"{chip.label}: {chip.said}" if chip.label else chip.said for chip in found.chips]
    return "; ".join(told) or "None"


def _sorted_by(found: ListFilter) -> str:
    key = found.wish.sort.removeprefix("-")
    label = next(column.label for column in found.columns if column.key == key)
    return f"{label}, the other way round" if found.wish.sort.startswith("-") else label
