"""What people answer about a person: themselves, whoever plans for them, and administrators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from accounts.people import permissions
from accounts.people.forms.places import KeepsCountry, country_field, time_zone_choices
from accounts.people.forms.qualifications import QualificationsForm
from accounts.people.models import User
from accounts.people.queries import people
from accounts.people.queries import person as known
from config.lib import words
from config.lib.comparing import Comparing
from config.lib.forms import ModelForm, answer

PLANNING = ("capacity", "last_day_on")
ADMINISTRATION = ("email", "role", "team")
LONGEST_AGO = timedelta(days=366)
"""A last working day further back than that is a slip of the keyboard."""


class PersonForm(KeepsCountry, Comparing, QualificationsForm, ModelForm[User]):
    """A person; it asks only for what who looks may change.

    A last working day that has passed is asked about once more, by `anyway`.
    """

    submit = "Save changes"
    anyway = forms.CharField(widget=forms.HiddenInput, required=False)
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

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, self.user, self.today = self.instance, user, today
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
        hidden = {"seen", "anyway"}
        return {name: value for name, value in self.cleaned_data.items() if name not in hidden}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        owner = people.by_address(email)
        if owner and owner.pk != self.instance.pk:
            sentence = 'This address belongs to <a href="{}">{}</a>.'
            raise ValidationError(format_html(sentence, owner.get_absolute_url(), owner))
        return email

    def clean_last_day_on(self) -> date | None:
        day: date | None = self.cleaned_data["last_day_on"]
        if day is None or day >= self.today or day == self.instance.last_day_on:
            return day
        if day < self.today - LONGEST_AGO:
            raise ValidationError(
                f"{words.full_day(day)} is more than a year ago. Look at the year once more."
            )
        if self.data.get(self.add_prefix("anyway")) != day.isoformat():
            self._ask_again(day)
            raise ValidationError(self._has_passed(day))
        return day

    def _ask_again(self, day: date) -> None:
        """Let the button mean this day and no other."""
        answer(self, "anyway", day.isoformat())
        self.submit = "Save it all the same"

    def _has_passed(self, day: date) -> str:
        """What follows from a last day that has passed, and the better way for who may go it."""
        name = self.instance.first_name
        said = (
            f"{words.day(day, today=self.today)} has passed: {name}’s accounts then wait for a "
            "successor and what they hand over is at risk. Correct the day, or save it all the same"
        )
        closes = permissions.looks_after_site(self.user) and self.user.pk != self.instance.pk
        if not (closes and self.instance.is_active):
            return f"{said}."
        address = reverse("person_deactivate", args=[self.instance.pk])
        return format_html(
            '{}. If {} has left already, <a href="{}">deactivate {}</a>.', said, name, address, name
        )

    def compare(self, saved: User) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        answer(self, "seen", known.version(saved))
        brings = known.qualifications(saved)
        self.set_beside(
            lambda name: getattr(brings if hasattr(brings, name) else saved, name), self.answers
        )
