"""What can be searched, filtered and sorted among imports, and among their rows and mistakes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.exchange.choices import ImportState, Kind, Outcome
from accounts.exchange.models import FileRow, Import, ImportQuerySet, Problem
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Answers, Column, Reads, SortedToolbar, Toolbar, selects

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


CONFIDENTIAL = str(Level.CONFIDENTIAL.label)
ELSEWHERE = "Read it on the profile of its account."


class FileRowFilter(Toolbar[QuerySet[FileRow]]):
    """The rows of a file: what becomes of them, and words among all that is shown of them."""

    q = CharFilter(method="search", max_length=100)
    what = Answers(
        label="What becomes of them",
        anything="All rows",
        choices=[one for one in Outcome.choices if one[0] != Outcome.WRONG],
        field_name="outcome",
    )

    class Meta:
        model = FileRow
        fields: list[str] = []

    def __init__(self, asked: Any, rows: QuerySet[FileRow], user: User) -> None:
        super().__init__(asked, rows)
        self.user = user

    def search(self, found: QuerySet[FileRow], name: str, value: str) -> QuerySet[FileRow]:
        """Name, id, fields, values and account, or the number of a row.

        What is not shown of confidential rows finds none of them either.
        """
        mine = Account.objects.visible_to(self.user)

        def anywhere(word: str) -> Q:
            accounts = search.among(word, mine, "name")
            wanted = Q(is_close=False) & search.within(word, "name", "changes")
            wanted |= search.within(word, "external_id") | Q(account_id__in=accounts)
            return wanted | _is_row(word, "number")

        return found.filter(search.every_word(value, anywhere))


def name_said(row: Any) -> str:
    """What a row of `file_rows.visible` is called, for a cell."""
    return CONFIDENTIAL if row.is_close else row.name


def changes_said(row: Any) -> str:
    """What changes of a row, for a cell: “Tier: Key account → Growth account; Phone: – → +43 1”."""
    if row.is_close:
        return ELSEWHERE if row.outcome == Outcome.CHANGED else ""
    return "; ".join(
        f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in row.changed
    )


ROW_COLUMNS: Reads = (
    ("Row", lambda row: row.number),
    ("What", lambda row: row.get_outcome_display()),
    ("Name", name_said),
    ("Id in the other system", lambda row: row.external_id),
    ("Belongs to", lambda row: row.holder),
    ("What changes", changes_said),
)


def _is_row(word: str, field: str) -> Q:
    """The row of a number, where a word is one; else none."""
    return Q(**{field: int(word)}) if word.isdecimal() and len(word) < 9 else Q(pk__in=[])


class ProblemFilter(Toolbar[QuerySet[Problem]]):
    """Words among the mistakes of a file: column, value or sentence; or the number of a row."""

    q = CharFilter(method="search", max_length=100)

    class Meta:
        model = Problem
        fields: list[str] = []

    def search(self, found: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        def anywhere(word: str) -> Q:
            return search.within(word, "column", "value", "sentence") | _is_row(word, "row")

        return found.filter(search.every_word(value, anywhere))
