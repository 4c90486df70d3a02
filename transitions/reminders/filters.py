"""What can be searched, filtered and sorted in the outbox."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, Moment, Reads, SortedToolbar, selects
from config.lib.mail.choices import MessageKind
from config.lib.mail.models import MessageQuerySet
from transitions.reminders.queries.outbox import states

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


class OutboxFilter(SortedToolbar[MessageQuerySet]):
    """The outbox's toolbar."""

    columns, usual_sort = COLUMNS, "-when"
    sorts: ClassVar = {
        "to": "to",
        "subject": "subject",
        "when": "created_at",
        "attempts": "attempts",
    }

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(empty_label="Any state", widget=selects("State"))
    kind = ChoiceFilter(choices=MessageKind.choices, empty_label="Any kind", widget=selects("Kind"))

    def __init__(self, data: QueryDict, queryset: MessageQuerySet) -> None:
        super().__init__(data, queryset)
        self.filters["state"].extra["choices"] = states()

    def search(self, found: MessageQuerySet, name: str, value: str) -> MessageQuerySet:
        """The address, the person's name or the subject."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "to", "subject") | Q(person__in=people)

        return found.filter(search.every_word(value, anywhere))
