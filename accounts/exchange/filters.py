"""What can be searched, filtered and sorted in the list of imports, and among mistakes."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter

from accounts.exchange.choices import ImportState, Kind
from accounts.exchange.models import Import, ImportQuerySet, Problem
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, SortedToolbar, Toolbar, selects

COLUMNS = (
    Column("File", "file"),
    Column("What", "kind"),
    Column("Sent", "sent"),
    Column("By", "by"),
    Column("State", "state"),
    Column("New", "", "r"),
    Column("Changed", "", "r"),
    Column("Unchanged", "", "r"),
    Column("Wrong", "", "r"),
)


class ImportFilter(SortedToolbar[ImportQuerySet]):
    """The toolbar of past imports."""

    columns, usual_sort = COLUMNS, "-sent"
    sorts: ClassVar = {
        "file": "file_name",
        "kind": "kind",
        "sent": "sent_at",
        "by": "by__full_name",
        "state": "state",
    }

    q = CharFilter(method="search", max_length=100)
    kind = ChoiceFilter(choices=Kind.choices, empty_label="Any kind", widget=selects("Kind"))
    state = ChoiceFilter(
        choices=ImportState.choices, empty_label="Any state", widget=selects("State")
    )

    class Meta:
        model = Import
        fields: list[str] = []

    def search(self, found: ImportQuerySet, name: str, value: str) -> ImportQuerySet:
        """The name of the file, and who sent it."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "file_name") | Q(by__in=people)

        return found.filter(search.every_word(value, anywhere))


class ProblemFilter(Toolbar[QuerySet[Problem]]):
    """Words among the mistakes of a file: column, value or sentence; or the number of a row."""

    q = CharFilter(method="search", max_length=100)

    class Meta:
        model = Problem
        fields: list[str] = []

    def search(self, found: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        def anywhere(word: str) -> Q:
            wanted = search.within(word, "column", "value", "sentence")
            return wanted | Q(row=int(word)) if word.isdecimal() and len(word) < 9 else wanted

        return found.filter(search.every_word(value, anywhere))
