"""What people answer about a person: themselves, whoever plans for them, and administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html

from accounts.people import permissions
from accounts.people.forms.places import country_field, time_zone_choices
from accounts.people.forms.qualifications import QualificationsForm
from accounts.people.models import User
from accounts.people.queries import people
from accounts.people.queries import person as known
from config.lib import words
from config.lib.forms import ModelForm

PLANNING = ("capacity", "last_day_on")
ADMINISTRATION = ("email", "role", "team")


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that two people gave differently."""

    label: str
    saved: str
    typed: str


class PersonForm(QualificationsForm, ModelForm[User]):
    """A person; it asks only for what who looks may change."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    country = country_field(required=False, help_text="Its public holidays are skipped.")
    time_zone = forms.ChoiceField(help_text="Decides what “today” is for them.")

    class Meta:
        model = User
        fields = [
            "full_name",
            "position",
            "phone",
            "country",
            "time_zone",
            "region",
            *PLANNING,
            *ADMINISTRATION,
        ]
        labels = {"full_name": "Name"}
        help_texts = {
            "last_day_on": "Empty while they stay. Accounts are then planned to move before it.",
            "email": "They sign in with it.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, self.user = self.instance, user
        self.differences: list[Difference] = []
        self.fields["time_zone"].choices = time_zone_choices(person.time_zone)  # type: ignore[attr-defined]
        self.fields["seen"].initial = known.version(person)
        self.fields["team"].empty_label = "No team yet"  # type: ignore[attr-defined]
        self.offer(person)
        plans = permissions.plans_for(user, person)
        administers = permissions.looks_after_site(user)
        for name in (*(() if plans else PLANNING), *(() if administers else ADMINISTRATION)):
            del self.fields[name]

    @property
    def answers(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        owner = people.by_address(email)
        if owner and owner.pk != self.instance.pk:
            sentence = 'This address belongs to <a href="{}">{}</a>.'
            raise ValidationError(format_html(sentence, owner.get_absolute_url(), owner))
        return email

    def compare(self, saved: User) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        answers = QueryDict(mutable=True)
        answers.update(self.data)
        answers["seen"] = known.version(saved)
        self.data = answers
        brings = known.qualifications(saved)
        for name, value in self.answers.items():
            before = getattr(brings if hasattr(brings, name) else saved, name)
            if self.shown(name, before) != self.shown(name, value):
                label = str(self.fields[name].label)
                self.differences.append(
                    Difference(label, self.shown(name, before), self.shown(name, value))
                )

    def shown(self, name: str, value: Any) -> str:
        """An answer in words, as the field offers it."""
        if isinstance(value, list | tuple):
            return ", ".join(value) or "Empty"
        if name == "last_day_on" and value:
            return words.long_day(value)
        if name in {"role", "country"}:
            choices: Any = self.fields[name].choices  # type: ignore[attr-defined]
            return str(dict(choices).get(value, value)) if value else "Empty"
        return str(value) if value not in {None, ""} else "Empty"
