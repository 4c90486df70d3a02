"""An entry that somebody writes into the log by hand, and what to look for in it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from accounts.people.models import User
from config.lib.forms import Form
from transitions.plans.forms.keys import RequestKey
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import days, log
from transitions.plans.operations.items import Who


class EntryForm(Form):
    """Something that happened outside of Changeover: a call, a visit, a decision."""

    request_key = RequestKey()
    happened_on = forms.DateField(label="Day", widget=forms.DateInput)
    activity = forms.CharField(max_length=300, label="What happened?")
    responsible = forms.ModelChoiceField(
        User.objects.none(), label="Who was responsible?", empty_label=None
    )
    notes = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, transition: Transition, people: Any, *args: Any, **kwargs: Any) -> None:
        self.transition = transition
        super().__init__(*args, **kwargs)
        responsible = self.fields["responsible"]
        assert isinstance(responsible, forms.ModelChoiceField)  # noqa: S101 - declared above
        responsible.queryset = people

    def clean_happened_on(self) -> Any:
        on = self.cleaned_data["happened_on"]
        today = timezone.localdate()
        if far := days.too_far(self.transition, on, until=today):
            raise forms.ValidationError("This day has not come yet." if on > today else far)
        return on

    def act(self, who: Who) -> LogEntry:
        """Write it at this hour for today, at noon for an earlier day."""
        on, now = self.cleaned_data["happened_on"], timezone.localtime(who.now)
        noon = timezone.make_aware(datetime.combine(on, time(12)))
        told = log.ByHand(
            self.cleaned_data["activity"],
            self.cleaned_data["responsible"],
            at=now if on == now.date() else noon,
            notes=self.cleaned_data["notes"],
            key=self.cleaned_data["request_key"],
        )
        return log.add_by_hand(self.transition.pk, told, by=who.by)
