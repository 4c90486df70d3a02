"""Until when who handed over reads the account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from config.lib import words
from config.lib.forms import Form
from transitions.plans.models import Transition
from transitions.plans.operations import reading
from transitions.plans.operations.working import Who
from transitions.plans.queries.moved import stays


class ReadingForm(Form):
    """Another last day; a button beside it ends it at once, whatever the day says."""

    until_on = forms.DateField(
        label="Last day of reading",
        widget=forms.DateInput,
        error_messages={"required": "Choose the last day on which they read it."},
    )

    def __init__(self, found: Transition, *args: Any, today: date, **kwargs: Any) -> None:
        self.found = found
        until = found.reads_until or today
        super().__init__(*args, initial={"until_on": max(until, today)}, **kwargs)
        latest = today + timedelta(days=reading.MOST_DAYS)
        self.fields[
            "until_on"
        ].help_text = (
            f"From today to {words.long_day(latest)}. They see it until the end of that day."
        )
        self.ends_now = "now" in self.data
        if self.ends_now:
            del self.fields["until_on"]

    def act(self, who: Who) -> str:
        until = None if self.ends_now else self.cleaned_data["until_on"]
        reading.change(self.found.pk, until, by=who.by, now=who.now)
        name, account = self.found.outgoing.first_name, self.found.account
        if until is None:
            return f"{name} no longer sees {account} and its dossier. {stays(self.found)}"
        return f"{name} reads {account} until {words.long_day(until)}."
