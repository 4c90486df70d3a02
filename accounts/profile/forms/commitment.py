"""What was promised, and how it was settled."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.profile.choices import Promise
from accounts.profile.forms.base import ProfileForm, amount, colleagues
from accounts.profile.models import Commitment

SETTLING = ("state", "settled_on", "outcome")
"""How a commitment was settled; of a new one there is nothing to say yet."""


class CommitmentForm(ProfileForm[Commitment]):
    """A commitment; once it is recorded, whether it was kept, too."""

    value = amount("In the currency of the account.")

    class Meta:
        model = Commitment
        fields = [
            "promise",
            "made_by",
            "made_on",
            "contact",
            "source",
            "due_on",
            "value",
            "level",
            *SETTLING,
        ]
        widgets = {
            "made_on": forms.DateInput,
            "due_on": forms.DateInput,
            "settled_on": forms.DateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("made_by", colleagues(self, "made_by"), "Not known")
        self.offer("contact", self.account.contacts.all(), "Nobody recorded")
        if self.instance.pk is None:
            self.fields["made_by"].initial = self.user.pk
            self.fields["made_on"].initial = self.today
            for name in SETTLING:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Settled ones have a day, open ones have neither day nor outcome."""
        cleaned = super().clean()
        made, due = cleaned.get("made_on"), cleaned.get("due_on")
        if made and due and due < made:
            self.add_error("due_on", "It cannot be due before it was promised.")
        if "state" in self.fields and "state" in cleaned:
            self._settle(cleaned, made)
        return cleaned

    def _settle(self, cleaned: dict[str, Any], made: Any) -> None:
        if cleaned["state"] == Promise.OPEN:
            if cleaned.get("settled_on") or cleaned.get("outcome"):
                self.add_error(
                    "state", "Say whether it was kept or withdrawn, or leave both empty."
                )
            return
        if "settled_on" in cleaned and cleaned["settled_on"] is None:
            cleaned["settled_on"] = self.today
        settled = cleaned.get("settled_on")
        if settled and made and settled < made:
            self.add_error("settled_on", "It cannot be settled before it was promised.")
