"""What the first person answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from accounts.people.forms.passwords import NewPassword
from accounts.people.forms.places import country_field, time_zone_choices
from accounts.people.operations.first_visit import FirstAdministrator


class FirstVisitForm(NewPassword):
    """The first administrator, and where the company works."""

    full_name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput({"autocomplete": "username"}),
        help_text="You sign in with it.",
    )
    field_order = ["full_name", "email", "password1", "password2", "country", "time_zone"]
    country = country_field(help_text="Its public holidays are skipped.")
    time_zone = forms.ChoiceField(help_text="Where the company works.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)  # noqa: S101 - declared above
        zones.choices = time_zone_choices(settings.TIME_ZONE)
        zones.initial = settings.TIME_ZONE

    def first_administrator(self) -> FirstAdministrator:
        answers = self.cleaned_data
        return FirstAdministrator(
            full_name=answers["full_name"],
            email=answers["email"],
            password=answers["password1"],
            time_zone=answers["time_zone"],
            country=answers["country"],
        )
