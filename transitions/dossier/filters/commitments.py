"""What can be searched, filtered and sorted among commitments, and what a file gets of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import F, Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.choices import Level
from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from accounts.profile.models.commitment import CommitmentQuerySet
from config.lib import search
from config.lib.lists import Answers, Column, SortedToolbar, empty_last, selects
from config.lib.lists.sheets import Reads
from transitions.dossier.choices import Course
from transitions.dossier.queries import register

EVERY = "all"
MINE = "me"
LATE, WEEK, MONTH, NEVER = "late", "week", "month", "none"
DUE = (
    (LATE, "Past their day"),
    (WEEK, "Within 7 days"),
    (MONTH, "Within 30 days"),
    (NEVER, "Without a day"),
)
STATES = ((EVERY, "All"), *[one for one in Promise.choices if one[0] != Promise.OPEN])
TABLE = (
    Column("Commitment", "promise"),
    Column("Account", "account"),
    Column("To", "contact", "only-d"),
    Column("Owed by", "owes"),
    Column("Decision", "decision"),
    Column("Value", "value", "r", starts_down=True),
    Column("Due", "due", "r"),
)
COLUMNS: Reads = (
    ("Commitment", lambda one: one.promise),
    ("Account", lambda one: one.account.name),
    ("To", lambda one: one.contact.name if one.contact else ""),
    ("Promised by", lambda one: one.made_by.full_name if one.made_by else ""),
    ("Promised on", lambda one: one.made_on),
    ("Recorded in", lambda one: one.source),
    ("Owed by", lambda one: one.owes_name if one.is_open else ""),
    ("Due", lambda one: one.due_on),
    ("Value", lambda one: one.value),
    ("Currency", lambda one: one.account.currency if one.value is not None else ""),
    ("Decision", lambda one: str(Course(one.course).label) if one.course else ""),
    ("State", lambda one: one.get_state_display()),
    ("Settled on", lambda one: one.settled_on),
    ("Outcome", lambda one: one.outcome),
    ("Confidential", lambda one: "Yes" if one.level == Level.CONFIDENTIAL else ""),
)


class CommitmentFilter(SortedToolbar[CommitmentQuerySet]):
    """The toolbar of the list; it begins with what is open, and offers what occurs in it."""

    columns, usual_sort, ties = TABLE, "due", ("promise", "pk")
    sorts: ClassVar = {
        "promise": "promise",
        "account": "account__name",
        "contact": empty_last("contact__name"),
        "owes": "owes_name",
        "decision": empty_last("course"),
        "value": F("value"),
        "due": F("due_on"),
    }

    q = CharFilter(method="search", max_length=100)
    account = ChoiceFilter(
        field_name="account", empty_label="Any account", widget=selects("Account")
    )
    state = Answers(label="State", anything="Open", choices=STATES, method="in_state")
    decision = Answers(
        label="Decision", anything="Any decision", choices=Course.choices, field_name="course"
    )
    due = Answers(label="Due", anything="Any day", choices=DUE, method="due_by")
    whose = ChoiceFilter(method="owed_by", empty_label="Owed by anybody", widget=selects("Owed by"))

    class Meta:
        model = Commitment
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, queryset: CommitmentQuerySet, *, reader: User, today: date
    ) -> None:
        super().__init__(data, queryset)
        self.reader, self.today = reader, today
        self.filters["account"].extra["choices"] = register.accounts(queryset)
        mine = [] if reader.reads_only else [(MINE, "Owed by me")]
        self.filters["whose"].extra["choices"] = [*mine, *register.owers(queryset)]

    @property
    def found(self) -> CommitmentQuerySet:
        """Open ones, unless another state is asked for."""
        rows = super().found
        return rows if self.answers.get("state") else rows.open()

    def in_state(self, rows: CommitmentQuerySet, name: str, value: str) -> CommitmentQuerySet:
        return rows if value == EVERY else rows.filter(state=value)

    def due_by(self, rows: CommitmentQuerySet, name: str, value: str) -> CommitmentQuerySet:
        if value == NEVER:
            return rows.filter(due_on__isnull=True)
        if value == LATE:
            return rows.filter(due_on__lt=self.today)
        last = self.today + timedelta(days=7 if value == WEEK else 30)
        return rows.filter(due_on__gte=self.today, due_on__lte=last)

    def owed_by(self, rows: CommitmentQuerySet, name: str, value: str) -> CommitmentQuerySet:
        wanted = {"owes": self.reader.pk if value == MINE else value}
        return rows.filter(**wanted)

    def search(self, rows: CommitmentQuerySet, name: str, value: Any) -> CommitmentQuerySet:
        """What was promised, where that stands, of which account, to whom, and by whom."""
        told = ("promise", "source", "outcome", "account__name")
        people = ("contact__name", "made_by__full_name", "owes_name")

        def anywhere(word: str) -> Q:
            return search.within(word, *told, *people)

        return rows.filter(search.every_word(value, anywhere))
