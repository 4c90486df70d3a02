"""Contacts are added, changed and removed; one of them is the key contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.clients.models import Account, Contact
from accounts.clients.operations.sent import Sent
from accounts.clients.queries.naming import naming


class ContactChanged(Exception):
    """A contact was changed by somebody else since a person opened it to edit."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(f"{contact} was changed since you opened it.")
        self.contact = contact


class AddedBefore(Exception):
    """The form that is sent again with other answers has added somebody already."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            f"{contact} was added from this form already. Save again to add another person."
        )


@transaction.atomic
def add(account_id: int, values: Mapping[str, Any], sent: Sent) -> Contact:
    """Add a contact; the first one of an account is its key contact.

    The same form sent twice gives the same contact.

    Raises:
        AddedBefore: the form was sent before, with other answers.
    """
    hold(account_id)
    contacts = Contact.objects.filter(account=account_id)
    # Only behind the lock: the same form, sent twice at once, has its contact by then.
    before = contacts.filter(request_key=sent.key).first()
    if before:
        if any(getattr(before, name) != values[name] for name in values if name != "is_key"):
            raise AddedBefore(before)
        return before
    is_first = not contacts.exists()
    contact = Contact.objects.create(
        account_id=account_id,
        request_key=sent.key,
        updated_at=sent.now,
        updated_by=sent.by,
        **{**values, "is_key": False},
    )
    if values.get("is_key") or is_first:
        give_key(contact)
    return contact


@transaction.atomic
def change(contact_id: int, values: Mapping[str, Any], sent: Sent, *, version: int) -> Contact:
    """Change a contact, if nobody else has since this version of it.

    To save what is there changes nothing. The key mark can be taken on, but not dropped: somebody
    must have it.

    Raises:
        Contact.DoesNotExist: somebody removed it.
        ContactChanged: somebody changed it; carries the contact as it is now.
    """
    contact = held_contact(contact_id)
    changes = {
        name: value
        for name, value in values.items()
        if (value and not contact.is_key if name == "is_key" else getattr(contact, name) != value)
    }
    if not changes:
        return contact
    if contact.version != version:
        raise ContactChanged(contact)
    for name in changes.keys() - {"is_key"}:
        setattr(contact, name, changes[name])
    contact.version += 1
    contact.updated_at, contact.updated_by = sent.now, sent.by
    contact.save()
    if "is_key" in changes:
        give_key(contact)
    return contact


@transaction.atomic
def remove(contact_id: int) -> None:
    """Remove a contact; if only one is left, that one is the key contact.

    What names them names nobody afterwards, saved row by row, so that the audit sees it. Safe to
    call twice.
    """
    try:
        contact = held_contact(contact_id)
    except Contact.DoesNotExist:
        return
    account_id = contact.account_id
    for field, rows in naming(contact):
        for row in rows:
            setattr(row, field, None)
            row.save(update_fields=[field])
    contact.delete()
    left = list(Contact.objects.filter(account=account_id)[:2])
    if len(left) == 1:
        give_key(left[0])


def give_key(contact: Contact) -> None:
    marked = Contact.objects.filter(account=contact.account_id, is_key=True)
    for other in marked.exclude(pk=contact.pk):  # one at the most; saved, so that the audit sees it
        other.is_key = False
        other.save(update_fields=["is_key"])
    contact.is_key = True
    contact.save(update_fields=["is_key"])


def hold(account_id: int) -> None:
    """Lock the account, so that two people cannot mark two key contacts."""
    Account.objects.select_for_update().get(pk=account_id)


def held_contact(contact_id: int) -> Contact:
    contact = Contact.objects.get(pk=contact_id)
    hold(contact.account_id)
    return Contact.objects.select_related("reports_to").get(pk=contact_id)
