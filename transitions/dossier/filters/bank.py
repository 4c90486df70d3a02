"""Search, filters and order of the question bank, part of which no database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from config.lib.lists.boxes import no_answers, search_unreadable, selects
from config.lib.search import fold
from transitions.dossier.queries.bank import BankRow

IN_USE, RETIRED, ALL = "", "retired", "all"
OWN, SHIPPED = "own", "shipped"
SORTS: dict[str, Callable[[BankRow], Any]] = {
    "": lambda row: row.number,
    "text": lambda row: fold(row.prompt.text),
    "-asked": lambda row: (-row.asked, row.number),
    "-changed": lambda row: (-row.changed_at.timestamp() if row.changed_at else 0, row.number),
}


class BankForm(forms.Form):
    """What a reader of the bank asks for."""

    q = forms.CharField(max_length=100, required=False)
    state = forms.ChoiceField(
        choices=[(IN_USE, "In use"), (RETIRED, "Retired"), (ALL, "In use or retired")],
        required=False,
        widget=selects("State"),
    )
    whose = forms.ChoiceField(
        choices=[("", "Any origin"), (OWN, "Our own"), (SHIPPED, "Shipped")],
        required=False,
        widget=selects("Origin"),
    )
    sort = forms.ChoiceField(
        choices=[
            ("", "In their order"),
            ("text", "By words"),
            ("-asked", "Asked most"),
            ("-changed", "Changed last"),
        ],
        required=False,
        widget=selects("Sorted by"),
    )


class BankFilter:
    """The toolbar of the bank: an answer that does not exist finds nothing, an order that does
    not exist counts as not asked for.
    """

    def __init__(self, given: QueryDict, rows: Iterable[BankRow]) -> None:
        self.form = BankForm(given)
        self.form.is_valid()
        self.answers = self.form.cleaned_data
        self.rows = rows

    @property
    def unknown(self) -> list[str]:
        """The answers that do not exist, in a sentence; empty where all do."""
        missed = [name for name in self.form.errors if name not in {"q", "sort"}]
        labels = {name: self.form.fields[name].widget.attrs["aria-label"] for name in missed}
        given = ((labels[name], self.form.data.get(name, "")) for name in missed)
        return [*search_unreadable(self.form), *no_answers(given)]

    @property
    def is_filtered(self) -> bool:
        asked = any(self.answers.get(name) for name in ("q", "state", "whose"))
        return bool(asked or self.unknown)

    @property
    def is_in_order(self) -> bool:
        """Whether the rows stand as dossiers show them, so that they can be moved."""
        return not self.is_filtered and not self.answers.get("sort")

    @cached_property
    def found(self) -> list[BankRow]:
        """The rows asked for."""
        if self.unknown:
            return []
        found = [row for row in self.rows if self._fits(row)]
        return sorted(found, key=SORTS[self.answers.get("sort") or ""])

    def _fits(self, row: BankRow) -> bool:
        state, whose = self.answers["state"], self.answers["whose"]
        if state != ALL and row.prompt.is_retired != (state == RETIRED):
            return False
        if whose and row.prompt.is_own != (whose == OWN):
            return False
        said = fold(f"{row.prompt.text} {row.about}")
        return all(fold(word) in said for word in self.answers["q"].split())
