"""What all forms of a profile share."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import OnePerAccount, Record
from config.lib.amounts import AmountField
from config.lib.comparing import Comparing
from config.lib.forms import ModelForm, answer
from config.lib.secrets import no_secrets

HIDDEN = {"version", "request_key"}
DAYS = (
    MinValueValidator(date(1900, 1, 1), "Write a day from 1900 on."),
    MaxValueValidator(date(2199, 12, 31), "Write a day before 2200."),
)
"""A day beyond is a slip, such as 0202 for 2020."""

Row = TypeVar("Row", bound=Record | OnePerAccount)


class ProfileForm(Comparing, ModelForm[Row]):
    """A form on a row of an account; knows which version it was opened on.

    A new one of many carries a key, so that sending twice adds one.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, account: Account, user: User, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.user, self.today = account, user, today
        is_new = self.instance.pk is None
        self.fields["version"].initial = 0 if is_new else self.instance.version
        self.fields["request_key"].initial = uuid4
        if not is_new or isinstance(self.instance, OnePerAccount):
            del self.fields["request_key"]
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators = [*field.validators, *DAYS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    no_secrets(value)
                except ValidationError as refused:
                    self.add_error(name, refused)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def renew_key(self) -> None:
        """Let the same form, sent again, add another row."""
        answer(self, "request_key", str(uuid4()))

    def compare(self, saved: Row) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        answer(self, "version", str(saved.version))
        self.set_beside(lambda name: getattr(saved, name), self.values)

    def offer(self, name: str, rows: Any, nobody: str) -> None:
        """Offer rows for a field that points to one of them."""
        self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields[name].empty_label = nobody  # type: ignore[attr-defined]

    def offer_blank(self, *names: str) -> None:
        """Say in words that a choice may stay open."""
        for name in names:
            choices = list(self.fields[name].choices)  # type: ignore[attr-defined]
            self.fields[name].choices = [("", "Not known"), *choices[1:]]  # type: ignore[attr-defined]


def amount(help_text: str, *, label: str | None = None, required: bool = False) -> AmountField:
    """A field for money that is not negative; its currency is that of the account."""
    return AmountField(
        label=label,
        required=required,
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=help_text,
    )


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def colleagues(form: ProfileForm[Any], name: str) -> Any:
    """Who can be chosen for an account: active people, and whoever is chosen already."""
    chosen = getattr(form.instance, f"{name}_id")
    return User.objects.filter(Q(is_active=True) | Q(pk=chosen)).order_by("full_name")
