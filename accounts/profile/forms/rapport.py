from __future__ import annotations

from typing import Any

from django import forms

from accounts.clients.choices import Relationship
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.queries.stakeholders import own_strengths
from config.lib.forms import Form

CHOICES = [("", "Not known"), *Relationship.choices]


class RapportForm(Form):
    """How well somebody knows each contact of an account."""

    marks_optional = False

    def __init__(self, *args: Any, account: Account, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = account.contacts.all()
        known = own_strengths(account, user)
        for contact in contacts:
            self.fields[str(contact.pk)] = forms.TypedChoiceField(
                label=contact.name,
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
                initial=known.get(contact.pk),
                show_hidden_initial=True,
            )

    @property
    def strengths(self) -> dict[int, int | None]:
        """What is said anew: from 0 to 4 by the id of a contact, None where nothing was chosen.

        What the page showed, and still says, may have been said otherwise meanwhile.
        """
        return {int(name): self.cleaned_data[name] for name in self.changed_data}
