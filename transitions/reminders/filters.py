"""What can be searched, filtered and sorted in the outbox."""

from __future__ import annotations

from django.db.models import Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, Head, Moment, Reads, Toolbar, heads, selects
from config.lib.mail.choices import MessageKind
from config.lib.mail.models import MessageQuerySet
from transitions.reminders.queries.outbox import states

SORTS = {"to": "to", "subject": "subject", "when": "created_at", "attempts": "attempts"}
NEWEST = "-when"
COLUMNS = (
    Column("State"),
    Column("Subject", "subject"),
    Column("To", "to"),
    Column("When", "when"),
    Column("Attempts", "attempts"),
)

FILE_COLUMNS: Reads = (
    ("Written at", Moment(lambda mail: mail.created_at)),
    ("Sent at", Moment(lambda mail: mail.sent_at)),
    ("State", lambda mail: dict(states())[mail.state]),
    ("Kind", lambda mail: mail.get_kind_display()),
    ("Subject", lambda mail: mail.subject),
    ("To", lambda mail: mail.to),
    ("Attempts", lambda mail: mail.attempts),
    ("Last error", lambda mail: mail.last_error),
)
"""What a file gets of a mail: never what stands in it, which may be a link to sign in."""


class OutboxFilter(Toolbar[MessageQuerySet]):
    """The outbox's toolbar; `sort` is a column of the table, with a minus for the other way."""

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(empty_label="Any state", widget=selects("State"))
    kind = ChoiceFilter(choices=MessageKind.choices, empty_label="Any kind", widget=selects("Kind"))
    sort = ChoiceFilter(
        method="leave", choices=[(key, key) for name in SORTS for key in (name, f"-{name}")]
    )

    def __init__(self, data: QueryDict, queryset: MessageQuerySet) -> None:
        super().__init__(data, queryset)
        self.filters["state"].extra["choices"] = states()

    @property
    def found(self) -> MessageQuerySet:
        """The mails asked for, in their order; none where an answer does not exist."""
        sort = self.sorted_by
        column = ("-" if sort.startswith("-") else "") + SORTS[sort.removeprefix("-")]
        return super().found.order_by(column, "-pk")

    @property
    def sorted_by(self) -> str:
        return self.answers.get("sort") or NEWEST

    @property
    def order(self) -> str:
        """How the mails are sorted, in words."""
        key = self.sorted_by.removeprefix("-")
        label = next(column.label for column in COLUMNS if column.key == key)
        return f"{label}, the other way round" if self.sorted_by.startswith("-") else label

    @property
    def headers(self) -> list[Head]:
        return heads(COLUMNS, self.sorted_by)

    def search(self, found: MessageQuerySet, name: str, value: str) -> MessageQuerySet:
        """The address, the person's name or the subject."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "to", "subject") | Q(person__in=people)

        return found.filter(search.every_word(value, anywhere))

    def leave(self, found: MessageQuerySet, name: str, value: str) -> MessageQuerySet:
        return found
