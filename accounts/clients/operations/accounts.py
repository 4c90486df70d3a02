"""Accounts are added, changed and handed from one person to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.clients.models import Account, Ownership
from accounts.clients.models.account import NAME_TAKEN
from accounts.people.models import User


class ChangedMeanwhile(Exception):
    """An account was changed by somebody else since a person opened it to edit."""

    def __init__(self, account: Account) -> None:
        super().__init__(f"{account} was changed since you opened it.")
        self.account = account


class NameTaken(Exception):
    """Two accounts cannot have the same name."""

    def __init__(self) -> None:
        super().__init__(NAME_TAKEN)


class ChangingHands(Exception):
    """While a handover is under way, only the handover gives the account to somebody else."""

    def __init__(self, account: Account) -> None:
        super().__init__(
            f"{account} is changing hands. Its owner changes when that transition moves ownership, "
            "or cancel the transition first."
        )


@transaction.atomic
def add(values: Mapping[str, Any], *, owner: User, on: date) -> Account:
    """Add an account, owned by a person from a day on.

    Args:
        values: the account's fields, already checked; an owner among them is not looked at.
        owner: who looks after it.
        on: the first day of their ownership.

    Raises:
        NameTaken: somebody added an account of this name a moment ago.
    """
    account = Account(**{**values, "owner": owner})
    save(account)
    Ownership.objects.create(account=account, person=owner, from_on=on)
    return account


@transaction.atomic
def change(account_id: int, values: Mapping[str, Any], *, version: int, on: date) -> Account:
    """Change an account, if nobody else has since this version of it; a new owner starts that day.

    Raises:
        ChangedMeanwhile: somebody has; carries the account as it is now.
        ChangingHands: another owner is asked for while a handover is under way.
        NameTaken: another account got this name a moment ago.
    """
    account = locked(account_id)
    if account.version != version:
        raise ChangedMeanwhile(account)
    owner = values.get("owner", account.owner)
    if account.is_changing_hands and owner != account.owner:
        raise ChangingHands(account)
    for name, value in values.items():
        if name != "owner":
            setattr(account, name, value)
    account.version += 1
    save(account)
    return hand_to(account_id, owner, on) if owner != account.owner else account


@transaction.atomic
def hand_to(account_id: int, person: User, on: date) -> Account:
    """Make a person the owner from a day on and end the ownership before it.

    Safe to call twice: who owns the account already keeps it as it is.
    """
    account = locked(account_id)
    current = Ownership.objects.filter(account=account, until_on=None).first()
    if account.owner_id == person.pk and current and current.person_id == person.pk:
        return account
    if current and current.person_id != person.pk:
        current.until_on = max(current.from_on, on - timedelta(days=1))
        current.save(update_fields=["until_on"])
    if current is None or current.person_id != person.pk:
        Ownership.objects.create(account=account, person=person, from_on=on)
    account.owner = person
    account.version += 1
    account.save(update_fields=["owner", "version", "updated_at"])
    return account


def set_changing_hands(account_id: int, changing: bool) -> None:
    """Note whether a handover is under way, so that nothing else changes the owner meanwhile."""
    Account.objects.filter(pk=account_id).update(is_changing_hands=changing)


def locked(account_id: int) -> Account:
    """The account with its owner, held until the transaction ends.

    Two queries: whoever waited in a join would be checked against the owner of before the wait,
    and the account would be gone.
    """
    Account.objects.select_for_update().get(pk=account_id)
    return Account.objects.select_related("owner").get(pk=account_id)


def save(account: Account) -> None:
    """Save an account; the form has looked for its name, the constraint has the last word."""
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        if "one account per name" in str(error):
            raise NameTaken from error
        raise
