from __future__ import annotations

from typing import Any

from django import forms

from accounts.exchange.choices import Kind
from accounts.exchange.permissions import kinds_for
from accounts.people.models import User
from config.lib.forms import Form


class SendForm(Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(label="What the rows are", choices=Kind.choices)
    file = forms.FileField(
        allow_empty_file=True,
        label="File",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text="CSV or XLSX, up to 64 MB. The first row has the names of the columns.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in kinds_for(user)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
