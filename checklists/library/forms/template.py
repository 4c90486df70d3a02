from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from checklists.library.forms.values import ValuesForm
from config.lib.forms import Form

LONGEST = 520
"""Working days, two years: as long as a transition may last."""


class HeadForm(ValuesForm):
    """What a template is called, how long it takes, and when ownership moves.

    People count working days from 1, what is saved counts from 0.
    """

    name = forms.CharField(max_length=80)
    summary = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One or two sentences: for which handovers it is made.",
    )
    days = forms.IntegerField(label="Length in working days", min_value=1, max_value=LONGEST)
    ownership_day = forms.IntegerField(
        label="Ownership moves on working day", min_value=1, max_value=LONGEST
    )

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**values, "ownership_day": values["ownership_day"] + 1}

    def meant(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {**answers, "ownership_day": answers["ownership_day"] - 1}

    def clean_ownership_day(self) -> int:
        day: int = self.cleaned_data["ownership_day"]
        length = self.cleaned_data.get("days")
        if length and day > length:
            raise ValidationError(f"It lies within the length: from day 1 to day {length}.")
        typed = str(self["days"].value() or "").strip()
        if not length and typed.lstrip("-").isdecimal() and day > int(typed):
            raise ValidationError("It lies within the length. Put that right first.")
        return day


class CloneForm(ValuesForm):
    """What a copy is called."""

    name = forms.CharField(max_length=80, label="Name of the copy")


class DaysForm(Form):
    """Length and day of ownership as they are being typed."""

    days = forms.IntegerField(min_value=1, max_value=LONGEST)
    ownership_day = forms.IntegerField(min_value=1, max_value=LONGEST)
