from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from accounts.clients.forms.comparing import Compared
from accounts.clients.models import Account, Contact
from config.lib import phones
from config.lib.forms import answer


class ContactForm(Compared[Contact]):
    """A person at the client. A new one carries a key, so that sending twice adds one person."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Contact
        fields = [
            "name",
            "position",
            "email",
            "phone",
            "preferred_channel",
            "best_time",
            "influence",
            "decision_role",
            "relationship",
            "loyalty",
            "stance",
            "reports_to",
            "is_key",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = uuid4
        del self.fields["request_key" if self.instance.pk else "version"]
        colleagues = account.contacts.exclude(pk=self.instance.pk)
        self.fields["reports_to"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["reports_to"].empty_label = "Nobody recorded"  # type: ignore[attr-defined]
        for name in ("preferred_channel", "influence", "decision_role", "relationship", "stance"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [("", "Not known"), *list(choices)[1:]]  # type: ignore[attr-defined]
        if self.instance.is_key:
            self.fields["is_key"].disabled = True
            self.fields["is_key"].help_text = "To move the mark, mark somebody else."

    def renew_key(self) -> None:
        """Let the same form, sent again, add another person."""
        answer(self, "request_key", str(uuid4()))

    def clean_phone(self) -> str:
        return phones.plain(self.cleaned_data["phone"])

    def clean_reports_to(self) -> Contact | None:
        """Nobody reports to somebody who reports to them."""
        above: Contact | None = self.cleaned_data["reports_to"]
        managers = dict(self.fields["reports_to"].queryset.values_list("pk", "reports_to"))  # type: ignore[attr-defined]
        step: int | None = above.pk if above else None
        seen: set[int] = set()
        while step is not None and step not in seen:
            seen.add(step)
            step = managers.get(step)
            if above and self.instance.pk and step == self.instance.pk:
                raise ValidationError(f"{above.name} already reports to {self.instance.name}.")
        return above
