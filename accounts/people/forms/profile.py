"""What a person answers about themselves and when they are away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.people.choices import AbsenceKind, Rhythm
from accounts.people.forms.places import (
    KeepsCountry,
    country_field,
    locale_choices,
    time_zone_choices,
)
from accounts.people.forms.qualifications import QualificationsForm
from accounts.people.models import User
from config.lib.forms import Form, ModelForm

NO_DIGEST = "You get no digest, so without a mail at once only the page “Mentions” tells you."


class ProfileForm(KeepsCountry, QualificationsForm, ModelForm[User]):
    """Name, place, what a person brings along, colours and digest."""

    country = country_field(required=False, help_text="Its public holidays are skipped.")
    time_zone = forms.ChoiceField(help_text="Decides what “today” is, and when the digest comes.")

    class Meta:
        model = User
        fields = [
            "full_name",
            "position",
            "phone",
            "country",
            "time_zone",
            "region",
            "locale",
            "theme",
            "digest_rhythm",
            "digest_at",
            "mention_mail",
        ]
        labels = {
            "full_name": "Name",
            "locale": "Dates and numbers",
            "theme": "Colours",
            "digest_rhythm": "Digest by e-mail",
            "digest_at": "Digest comes at",
            "mention_mail": "Who mentions me, I am told",
        }
        help_texts = {
            "digest_rhythm": "What is overdue, due today and this week.",
            "mention_mail": "Somebody writes your name behind an @ in a comment.",
            "region": "Where you look after customers.",
            "locale": "How you read them. Texts stay English.",
        }
        widgets = {
            "full_name": forms.TextInput({"autocomplete": "name"}),
            "position": forms.TextInput({"autocomplete": "organization-title"}),
            "phone": forms.TextInput({"autocomplete": "tel", "type": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)  # noqa: S101 - declared above
        zones.choices = time_zone_choices(self.instance.time_zone)
        ways = self.fields["locale"]
        assert isinstance(ways, forms.ChoiceField)  # noqa: S101 - a field with choices
        ways.choices = locale_choices()
        for name in ("locale", "mention_mail"):
            if isinstance(self.data, QueryDict) and name not in self.data:
                self.data = self.data.copy()  # who leaves it out keeps theirs
                self.data[name] = getattr(self.instance, name)
        if self.instance.digest_rhythm == Rhythm.OFF:
            self.fields["mention_mail"].help_text = NO_DIGEST
        self.offer(self.instance)
        self.fields["industries"].help_text = "Those you know well."
        self.fields["languages"].help_text = "Those you speak with customers."


class AbsenceForm(Form):
    """Days on which a person is away."""

    kind = forms.ChoiceField(choices=AbsenceKind.choices, label="Why")
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day lies before the first.")
        return answers
