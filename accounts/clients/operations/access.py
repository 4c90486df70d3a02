"""Who beside the owner may see an account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.clients.models import Access, Account
from accounts.people.models import User
from config.lib import acting


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is let in: whether to what is confidential, and until which day."""

    person: User
    reads_confidential: bool = False
    until_on: date | None = None


@transaction.atomic
def set_to(account_id: int, guests: Iterable[Guest], *, by: User | None, now: datetime) -> None:
    """Let exactly these people see an account, beside its owner and those who lead them.

    Those who do already keep it; what they read and until when is as it is said now. Nobody says
    so where Changeover does it.
    """
    wanted = {guest.person.pk: guest for guest in guests}
    with acting.by(by.pk if by else None, at=now):
        Access.objects.filter(account=account_id).exclude(person__in=wanted).delete()
        there = {one.person_id: one for one in Access.objects.filter(account=account_id)}
        account = Account.objects.get(pk=account_id) if wanted.keys() - there.keys() else None
        for person_id, guest in wanted.items():
            access = there.get(person_id) or Access(account=account, person=guest.person)
            _keep(access, guest)


@transaction.atomic
def end(account_id: int, person_id: int, *, before: date, now: datetime) -> bool:
    """Take off somebody whose last day lies before a day; whether they were there.

    Nobody stands for Changeover itself, which does it. The caller holds the lock of the account.
    """
    with acting.by(None, at=now):
        over = Access.objects.ended(before).filter(account=account_id, person=person_id)
        gone, _ = over.delete()
    return bool(gone)


def _keep(access: Access, guest: Guest) -> None:
    """Save what differs, one by one, as each is kept by the audit."""
    told = guest.reads_confidential, guest.until_on
    if access.pk and (access.reads_confidential, access.until_on) == told:
        return
    access.reads_confidential, access.until_on = told
    access.save()
