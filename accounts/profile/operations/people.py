"""Contacts are written with how well whoever writes knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.clients.models import Account, Contact
from accounts.clients.operations import contacts
from accounts.profile.models import Rapport
from accounts.profile.operations import rapport
from accounts.profile.operations.records import Sent, hold
from accounts.profile.queries.stakeholders import own_strengths


@transaction.atomic
def add(account_id: int, values: Mapping[str, Any], sent: Sent) -> Contact:
    """Add a contact; a relationship among the values is the judgement of who sent them.

    See `contacts.add` for what it raises.
    """
    hold(account_id)
    contact = contacts.add(account_id, _plain(values), sent)
    return _say(contact, values, sent)


@transaction.atomic
def change(contact_id: int, values: Mapping[str, Any], sent: Sent, *, version: int) -> Contact:
    """Change a contact; a relationship among the values is the judgement of who sent them.

    What others said of the contact stays, and what they said themselves where there is none among
    the values. A judgement that stays the same keeps its day. See `contacts.change` for what it
    raises.
    """
    contact = contacts.change(contact_id, _plain(values), sent, version=version)
    return _say(contact, values, sent)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "relationship"}


def _say(contact: Contact, values: Mapping[str, Any], sent: Sent) -> Contact:
    """Keep a judgement that is new; what only stands at the contact is told as theirs, too."""
    if "relationship" not in values:
        return contact
    strength: int | None = values["relationship"]
    account = Account.objects.get(pk=contact.account_id)
    before = own_strengths(account, sent.by).get(contact.pk)
    kept = Rapport.objects.filter(contact=contact, person=sent.by)
    is_told = strength is None or kept.exists()
    stands = sent.by.pk != account.owner_id or contact.relationship == strength or strength is None
    if strength != before or not is_told or not stands:
        rapport.judge(contact.account_id, {contact.pk: strength}, sent)
        contact.refresh_from_db(fields=["relationship"])
    return contact
