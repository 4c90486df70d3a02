"""The base of the filters of a list whose columns are fixed: what was asked for, which rows."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django_filters import FilterSet

from config.lib.lists.boxes import unknown_answers, unknown_said

Rows = TypeVar("Rows", bound=QuerySet[Any])


class Toolbar(FilterSet, Generic[Rows]):
    """Search and filters of one list of such rows, from an address.

    An answer that does not exist finds nothing, and `unknown` says which. An order that does not
    exist counts as not asked for; one that does narrows nothing.
    """

    @property
    def found(self) -> Rows:
        """The rows asked for; none where an answer does not exist."""
        found: Rows = self.queryset.none() if unknown_answers(self) else self.qs
        return found

    @property
    def answers(self) -> dict[str, Any]:
        """What was asked for, by filter; those that were left empty, too."""
        self.form.is_valid()
        answers: dict[str, Any] = self.form.cleaned_data
        return answers

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list; an answer that does not exist does."""
        asked = {name for name, value in self.answers.items() if value and name != "sort"}
        return bool(asked or unknown_answers(self))

    @property
    def unknown(self) -> list[str]:
        """The answers that do not exist, in a sentence; empty where all do."""
        return unknown_said(self)
