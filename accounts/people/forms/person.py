"""What people answer about a person: themselves, whoever plans for them, and administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from accounts.people import permissions
from accounts.people.forms.places import KeepsCountry, country_field, time_zone_choices
from accounts.people.forms.qualifications import QualificationsForm
from accounts.people.models import User
from accounts.people.queries import people
from accounts.people.queries import person as known
from config.lib.comparing import Comparing
from config.lib.forms import ModelForm, answer

PLANNING = ("capacity", "last_day_on")
ADMINISTRATION = ("email", "role", "team")


class PersonForm(KeepsCountry, Comparing, QualificationsForm, ModelForm[User]):
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
        answer(self, "seen", known.version(saved))
        brings = known.qualifications(saved)
        self.set_beside(
            lambda name: getattr(brings if hasattr(brings, name) else saved, name), self.answers
        )
