"""What an administrator confirms before somebody can no longer sign in."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.people.models import User
from config.lib.forms import Form


class DeactivationForm(Form):
    """One box to tick: what they hold has been seen."""

    has_seen = forms.BooleanField()

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["has_seen"]
        box.label = f"I have seen what {person.first_name} holds. Nothing of it moves by itself."
        box.error_messages["required"] = f"Tick this to deactivate {person.first_name}."
