"""Days on which one of the people of a transition will be away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.people.choices import AbsenceKind
from accounts.people.models import Absence, User
from config.lib import words
from config.lib.forms import Form
from config.lib.workdays import FIRST_YEAR, LAST_YEAR
from transitions.replanning.queries.answers import Away


class AwayForm(Form):
    """“X is away from – to”: nothing at all, or both days."""

    marks_optional = False

    starts_on = forms.DateField(label="First day", required=False)
    ends_on = forms.DateField(label="Last day", required=False)
    kind = forms.ChoiceField(label="Why", choices=AbsenceKind.choices, required=False)

    def __init__(self, data: QueryDict, person: User, absences: Sequence[Absence]) -> None:
        super().__init__(data, prefix=f"away-{person.pk}")
        self.person = person
        self.absences = absences
        for name in ("starts_on", "ends_on", "kind"):
            label = f"{self.fields[name].label}"
            self.fields[name].widget.attrs["aria-label"] = f"{person.first_name}: {label.lower()}"

    @property
    def is_filled(self) -> bool:
        return any(self.data.get(self.add_prefix(name)) for name in ("starts_on", "ends_on"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("starts_on"), answers.get("ends_on")
        for name, day in (("starts_on", first), ("ends_on", last)):
            if day is None and self.is_filled and name not in self.errors:
                self.add_error(name, "Say from when to when.")
            elif day is not None and not FIRST_YEAR <= day.year < LAST_YEAR:
                self.add_error(name, f"Choose a day from {FIRST_YEAR} to {LAST_YEAR - 1}.")
        if first and last and not self.errors:
            self._check_days(first, last)
        return answers

    def _check_days(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("ends_on", "The last day lies before the first.")
            return
        for row in self.absences:
            if row.starts_on <= last and first <= row.ends_on:
                days = words.days(row.starts_on, row.ends_on, year=True)
                self.add_error("starts_on", f"An absence on {days} is entered already.")
                return

    @property
    def away(self) -> Away | None:
        """What was answered, once it is right."""
        if not self.is_filled or not self.is_valid():
            return None
        kind = AbsenceKind(self.cleaned_data["kind"] or AbsenceKind.LEAVE)
        return Away(self.person, kind, self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
