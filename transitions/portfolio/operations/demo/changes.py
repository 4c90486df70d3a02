"""A few fields that people of the demo have changed lately, so that their pages tell of some."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.clients.models import Contact
from accounts.clients.operations import contacts
from accounts.clients.operations.sent import Sent
from config.lib import acting
from transitions.portfolio.operations.demo.people import Company

MADE: tuple[tuple[int, dict[str, Any]], ...] = (
    (9, {"best_time": "Before 10:00"}),
    (5, {"best_time": "Tuesdays, before 11:00"}),
    (2, {"preferred_channel": "video"}),
)
"""How many days ago the owner of an account changed what about its key contact."""


def build(company: Company) -> None:
    """Let the owners of some accounts note how their key contacts like to be reached."""
    found = (
        Contact.objects.filter(is_key=True)
        .select_related("account__owner")
        .order_by("account__name")
    )
    for contact in found[:4]:
        version = contact.version
        for days, values in MADE:
            sent = Sent(contact.account.owner, company.now - timedelta(days=days))
            with acting.by(sent.by.pk, at=sent.now):
                version = contacts.change(contact.pk, values, sent, version=version).version
