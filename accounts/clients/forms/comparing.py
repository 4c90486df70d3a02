"""Forms on rows that several people edit: nobody overwrites what they have not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from accounts.clients.models import Account, Contact
from config.lib import words
from config.lib.forms import ModelForm

HIDDEN = {"version", "request_key"}


Row = TypeVar("Row", Account, Contact)


@dataclass(frozen=True)
class Difference:
    """A field that two people filled differently."""

    label: str
    saved: str
    typed: str


class Compared(ModelForm[Row]):
    """A form that knows which version it was opened on and can show a newer one beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self.fields["version"].initial = self.instance.version

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def compare(self, saved: Row) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        self.answer("version", str(saved.version))
        for name, value in self.values.items():
            known = getattr(saved, name)
            if known != value:
                label = str(self.fields[name].label)
                self.differences.append(
                    Difference(label, self.shown(name, known), self.shown(name, value))
                )

    def answer(self, name: str, value: str) -> None:
        """Fill a field of a form that was sent, for its next showing."""
        answers = QueryDict(mutable=True)
        answers.update(self.data)
        answers[name] = value
        self.data = answers

    def shown(self, name: str, value: Any) -> str:
        """A value in words, as the field offers it."""
        if value in {None, ""}:
            return "Empty"
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return words.long_day(value)
        field = self.fields[name]
        if isinstance(field, forms.TypedChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(value)
