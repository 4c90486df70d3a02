"""What administrators answer about others, in Django's admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from accounts.people.choices import Role
from accounts.people.forms.places import country_choices, time_zone_choices
from accounts.people.models import Calendar, User
from accounts.people.operations import access
from config.lib.forms import BaseModelForm

ANOTHER_FIRST = "Nobody else could look after this site. Make somebody else administrator first."


class NewPersonForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """A person to be; without a password they choose one through a link in their mail."""

    class Meta:
        model = User
        fields = ["email", "full_name", "role", "team", "country", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["usable_password"].initial = "false"
        self.fields["usable_password"].help_text = (
            "Disabled: use “Mail a link to choose a password” in the list, "
            "and they choose one themselves."
        )
        offer_places(self)


class PersonForm(UserChangeForm):  # type: ignore[type-arg]
    """A person who is there; somebody always has to look after the site."""

    class Meta:
        model = User
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("is_active") and answers.get("role") == Role.ADMINISTRATOR:
            return answers
        try:  # holds the administrators until the page is answered, so that two wait for each other
            access.keep_an_administrator(without={self.instance.pk})
        except access.NobodyLeft as nobody:
            raise forms.ValidationError(ANOTHER_FIRST) from nobody
        return answers


class CalendarForm(BaseModelForm[Calendar]):
    """A country, and the state where its holidays differ."""

    class Meta:
        model = Calendar
        fields = ["name", "country", "subdivision", "is_default"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].widget = forms.Select(choices=country_choices())

    def _get_validation_exclusions(self) -> set[str]:
        """Saving a default calendar takes the mark from the one before; that is no mistake."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*excluded, "is_default"}


def offer_places(form: forms.BaseForm) -> None:
    """Let people choose a country and a time zone instead of typing codes."""
    if "country" in form.fields:
        current = form.initial.get("country") or ""
        form.fields["country"].widget = forms.Select(choices=country_choices(current))
    if "time_zone" in form.fields:
        current = form.initial.get("time_zone") or ""
        form.fields["time_zone"].widget = forms.Select(choices=time_zone_choices(current))
