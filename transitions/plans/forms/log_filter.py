"""What can be looked for in a log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet

from config.lib import search
from config.lib.lists import unknown_said
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry


class LogFilter(FilterSet):  # type: ignore[misc]
    """The log's toolbar: words, kind of entry, person."""

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

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = people

    def search(self, found: QuerySet[LogEntry], name: str, value: str) -> QuerySet[LogEntry]:
        return found.filter(
            search.every_word(value, lambda word: search.within(word, "activity", "notes"))
        )

    @property
    def found(self) -> QuerySet[LogEntry]:
        entries: QuerySet[LogEntry] = self.qs if self.form.is_valid() else self.queryset.none()
        return entries

    @property
    def is_filtered(self) -> bool:
        self.form.is_valid()
        return bool(self.form.errors) or any(self.form.cleaned_data.values())

    @property
    def unknown(self) -> list[str]:
        """Each answer that does not exist, in a sentence."""
        return unknown_said(self)
