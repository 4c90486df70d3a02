"""Somebody at the client, with how well whoever fills the form knows them."""

from __future__ import annotations

from typing import Any

from accounts.clients.forms import ContactForm
from accounts.clients.models import Account, Contact
from accounts.people.models import User
from accounts.profile.queries.stakeholders import own_strengths


class PersonForm(ContactForm):
    """A contact as somebody of ours knows them: the relationship is that of who fills the form."""

    def __init__(self, *args: Any, account: Account, user: User, **kwargs: Any) -> None:
        contact = kwargs.get("instance")
        self.own = own_strengths(account, user).get(contact.pk) if contact else None
        given = {"relationship": self.own, **kwargs.pop("initial", {})}
        super().__init__(*args, account=account, initial=given, **kwargs)
        relationship = self.fields["relationship"]
        relationship.show_hidden_initial = True  # so that a stale page judges nothing anew
        relationship.label = "How well you know them"
        relationship.help_text = (
            "In your own judgement: it counts on the map of stakeholders at once. "
            "What others said stays theirs."
        )

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved; the relationship only where it is not what the page showed."""
        values = super().values
        if "relationship" not in self.changed_data:
            del values["relationship"]
        return values

    def compare(self, saved: Contact) -> None:
        """As other forms do; of the relationship what the same person said is compared."""
        saved.relationship = self.own
        super().compare(saved)
