"""What goes into a file: heads, rows in chunks, and who asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from config.lib.export import limits

Fact = str | int | Decimal | date | datetime | bool | None
Line = list[Fact]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula, or hides what does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list to be written, read 500 rows at a time while the file grows.

    `rows` says how many there are, for a file may only be so long, `about` says in pairs of label
    and text who exported what, when and with which filters, `refusal` why there is no file of any
    kind.
    """

    name: str
    title: str
    heads: Sequence[str]
    chunks: Callable[[], Iterator[list[Line]]]
    about: Sequence[tuple[str, str]]
    rows: int = 0
    refusal: str = ""

    def file_name(self, kind: str, on: date) -> str:
        return f"{self.name}-{on:%Y-%m-%d}.{kind}"

    def why_not(self, kind: str) -> str:
        """Why there is no file of this kind, in a sentence; empty where there is one."""
        return self.refusal or limits.why_not(kind, self.rows)


def plain(fact: Fact) -> Fact:
    """A fact as a file holds it: yes or nothing for a truth, the reader's own time for a moment."""
    if isinstance(fact, bool):
        return "yes" if fact else None
    if isinstance(fact, datetime):
        here = timezone.localtime(fact) if timezone.is_aware(fact) else fact
        return here.replace(tzinfo=None, microsecond=0)
    return fact
