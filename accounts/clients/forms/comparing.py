"""Forms on rows that carry the number of their version."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms

from accounts.clients.models import Account, Contact
from config.lib.comparing import Comparing
from config.lib.forms import ModelForm, answer

HIDDEN = {"version", "request_key"}


Row = TypeVar("Row", Account, Contact)


class Compared(Comparing, ModelForm[Row]):
    """A form that knows which version it was opened on and can show a newer one beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def compare(self, saved: Row) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        answer(self, "version", str(saved.version))
        self.set_beside(lambda name: getattr(saved, name), self.values)
