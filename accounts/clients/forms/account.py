from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from accounts.clients.forms.comparing import Compared
from accounts.clients.models import Account
from accounts.clients.models.account import NAME_TAKEN, WEB_ADDRESS
from accounts.clients.queries.owners import can_choose_owner, possible_owners
from accounts.people.forms.places import KeepsCountry, country_field
from accounts.people.models import User
from config.lib import phones
from config.lib.amounts import AmountField


class AccountForm(KeepsCountry, Compared[Account]):
    """An account's own fields. Who may choose the owner sees that field, nobody else does."""

    annual_revenue = AmountField(
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text="What the account brings in a year.",
    )
    country = country_field(required=False)
    website = forms.URLField(
        label="Web site",
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": str(WEB_ADDRESS.message)},
    )

    class Meta:
        model = Account
        fields = [
            "name",
            "tier",
            "owner",
            "is_confidential",
            "annual_revenue",
            "currency",
            "client_since_on",
            "effort",
            "industry",
            "industry_position",
            "line_of_business",
            "region",
            "country",
            "address",
            "phone",
            "website",
            "developments",
            "why_here",
        ]
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            "developments": forms.Textarea(attrs={"rows": 4}),
            "why_here": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        saved = self.instance if self.instance.pk else None
        self.fields["website"].validators = [WEB_ADDRESS]
        if can_choose_owner(user):
            self.fields["owner"].queryset = possible_owners(user, saved)  # type: ignore[attr-defined]
            self.fields["owner"].empty_label = "Choose who looks after it"  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Account.objects.exclude(pk=self.instance.pk).filter(name__iexact=name)
        if visible := others.visible_to(self.user).first():
            sentence = 'This name is taken. Choose another, or <a href="{}">open that account</a>.'
            raise ValidationError(format_html(sentence, visible.get_absolute_url()))
        if others.exists():
            raise ValidationError(NAME_TAKEN)
        return name

    def clean_phone(self) -> str:
        return phones.plain(self.cleaned_data["phone"])

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
