"""Who beside the owner may see an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.clients.models import Access, Account
from accounts.people.models import User
from config.lib import acting


@transaction.atomic
def set_to(account_id: int, people: set[User], *, by: User, now: datetime) -> None:
    """Let exactly these people see an account, beside its owner and those who lead them.

    Those who do already keep it.
    """
    with acting.by(by.pk, at=now):
        Access.objects.filter(account=account_id).exclude(person__in=people).delete()
        _grant(account_id, people)


def _grant(account_id: int, people: Iterable[User]) -> None:
    """Let in who does not see the account yet; one by one, as each is kept."""
    there = set(Access.objects.filter(account=account_id).values_list("person", flat=True))
    new = [person for person in people if person.pk not in there]
    account = Account.objects.get(pk=account_id) if new else None
    for person in new:
        Access.objects.get_or_create(account=account, person=person)
