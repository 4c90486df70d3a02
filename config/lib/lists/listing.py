"""A list without columns to choose from as a file: a log, an audit, teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django_filters import FilterSet

from config.lib.export.sheet import Line, Sheet
from config.lib.lists.boxes import label_of, unknown_said
from config.lib.lists.finder import CHUNK
from config.lib.lists.sheets import Reads, heads_of, written


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file of such a list is called, what it holds of a row, and in which order."""

    name: str
    title: str
    columns: Reads
    order: str


def sheet_of(
    listing: Listing,
    rows: QuerySet[Any],
    asked: FilterSet | None,
    *,
    by: str,
    now: datetime,
    told: Sequence[str] = (),
) -> Sheet:
    """Visible rows that a toolbar leaves, in their order; they are read while the file is written.

    There is no file of an answer that does not exist. `told` says in words what rows without a
    toolbar of their own were asked for.
    """

    def chunks() -> Iterator[list[Line]]:
        left = rows.iterator(chunk_size=CHUNK)
        while some := list(islice(left, CHUNK)):
            yield [[read(row) for _, read in listing.columns] for row in some]

    filters = answers(asked) if asked else told
    return Sheet(
        name=listing.name,
        title=listing.title,
        heads=heads_of(listing.columns),
        chunks=chunks,
        rows=rows.count(),
        about=(
            *written(listing.title, by, now),
            ("Filters", "; ".join(filters) or "None"),
            ("Sorted by", listing.order),
        ),
        refusal=" ".join(unknown_said(asked)) if asked else "",
    )


def answers(asked: FilterSet) -> list[str]:
    """What a toolbar was asked, in words."""
    form = asked.form
    form.is_valid()
    return [
        f"{label_of(asked, name)}: {_in_words(form, name, value)}"
        for name, value in form.cleaned_data.items()
        if value and name != "sort"
    ]


def _in_words(form: Form, name: str, value: Any) -> str:
    choices = getattr(form.fields[name].widget, "choices", ())
    return next((str(label) for key, label in choices if str(key) == str(value)), str(value))
