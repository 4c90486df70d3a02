"""What can be looked for in a log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter

from accounts.people.models import User
from config.lib import search
from config.lib.lists import Since, TimeOrder, Toolbar, Until
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry


class LogFilter(Toolbar[QuerySet[LogEntry]]):
    """The log's toolbar: words, kind of entry, person, days, order."""

    q = CharFilter(method="search", max_length=100)
    kind = ChoiceFilter(
        choices=LogKind.choices,
        empty_label="Any kind",
        widget=forms.Select(attrs={"class": "form-select", "aria-label": "Kind"}),
    )
    person = ChoiceFilter(
        field_name="responsible",
        empty_label="Anybody",
        widget=forms.Select(attrs={"class": "form-select", "aria-label": "Person"}),
    )
    since = Since("happened_at", label="From")
    until = Until("happened_at", label="Until")
    sort = TimeOrder()

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = people

    def search(self, found: QuerySet[LogEntry], name: str, value: str) -> QuerySet[LogEntry]:
        """What happened, the notes on it, or whose name stands beside it."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            own = search.within(word, "activity", "notes")
            return own | Q(responsible__in=people) | Q(written_by__in=people)

        return found.filter(search.every_word(value, anywhere))
