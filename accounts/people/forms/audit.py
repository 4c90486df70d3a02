"""Search and filters of the audit of sign-ins."""

from __future__ import annotations

from django.db.models import Q
from django.forms import HiddenInput
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEventQuerySet, User
from config.lib import search
from config.lib.lists import Moment, Reads, Since, Toolbar, Until, selects

COLUMNS: Reads = (
    ("When", Moment(lambda event: event.happened_at)),
    ("Who", lambda event: event.person.full_name if event.person else ""),
    ("E-mail", lambda event: event.person.email if event.person else event.email),
    ("What", lambda event: event.get_kind_display()),
    ("Details", lambda event: event.details),
    ("By", lambda event: event.by.full_name if event.by else ""),
    ("Network", lambda event: event.ip_address),
    ("Browser", lambda event: event.browser),
)
"""What a file gets of the audit."""


class AuditFilter(Toolbar[SecurityEventQuerySet]):
    """The toolbar of the audit: words, what happened, from and until which day.

    People are found by name or address; `person` is what links to the rows of one of them ask.
    """

    q = CharFilter(method="search", max_length=100)
    kind = ChoiceFilter(
        choices=SecurityEventKind.choices, empty_label="Anything", widget=selects("What happened")
    )
    person = ModelChoiceFilter(queryset=User.objects.all(), widget=HiddenInput)
    since = Since("happened_at", label="From")
    until = Until("happened_at", label="Until")

    def __init__(self, data: QueryDict, queryset: SecurityEventQuerySet) -> None:
        super().__init__(data, queryset)

    @property
    def whose(self) -> User | None:
        """The person whose rows alone a link asked for."""
        asked: User | None = self.answers.get("person")
        return asked

    def search(self, rows: SecurityEventQuerySet, name: str, value: str) -> SecurityEventQuerySet:
        """Names, addresses of people and of networks."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name", "email")
            own = search.within(word, "email") | Q(ip_address__icontains=word)
            return own | Q(person__in=people)

        return rows.filter(search.every_word(value, anywhere))
