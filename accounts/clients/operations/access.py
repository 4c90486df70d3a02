"""Who beside the owner may see an account."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.clients.models import Access
from accounts.people.models import User


def grant(account_id: int, people: Iterable[User]) -> None:
    """Let people see an account; those who do already keep it."""
    Access.objects.bulk_create(
        [Access(account_id=account_id, person=person) for person in people], ignore_conflicts=True
    )


@transaction.atomic
def set_to(account_id: int, people: set[User]) -> None:
    """Let exactly these people see an account, beside its owner and those who lead them."""
    Access.objects.filter(account=account_id).exclude(person__in=people).delete()
    grant(account_id, people)
