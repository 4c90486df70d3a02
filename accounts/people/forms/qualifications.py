"""Skills, industries and languages as texts, with suggestions of those in use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.people.models import Qualification, User
from accounts.people.queries import person as known
from accounts.people.rules import names_in

LONGEST = Qualification._meta.get_field("name").max_length or 0
MOST = 20


class NamesField(forms.CharField):
    """Several names in one line, with commas between them."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, required=False, max_length=1500, help_text=help_text)

    def clean(self, value: Any) -> list[str]:
        names = names_in(super().clean(value))
        if len(names) > MOST:
            raise ValidationError(f"At most {MOST}; these are {len(names)}.")
        if long := [name for name in names if len(name) > LONGEST]:
            raise ValidationError(f"“{long[0][:30]}…” is too long; at most {LONGEST} characters.")
        return names


class QualificationsForm(forms.Form):
    """Mixed into a form about a person: what they bring along, and where they work."""

    skills = NamesField(label="Skills", help_text="With a comma between them.")
    industries = NamesField(label="Industries", help_text="Those they know well.")
    languages = NamesField(label="Languages", help_text="Those they speak with customers.")

    def offer(self, person: User) -> None:
        """Fill in what a person has and offer what others have."""
        brings, used = known.qualifications(person), known.in_use()
        self.suggestions = {"regions": known.regions_in_use()}
        for name in ("skills", "industries", "languages"):
            self.initial[name] = ", ".join(getattr(brings, name))
            self.suggestions[name] = list(getattr(used, name))
            attrs = {"list": f"known-{name}", "data-several": "", "autocomplete": "off"}
            self.fields[name].widget.attrs.update(attrs)
        self.fields["region"].widget.attrs.update(list="known-regions", autocomplete="off")
