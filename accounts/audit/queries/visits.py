"""Who opened what is confidential on an account, the latest first."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.audit.models import Visit
from accounts.clients.models import Account


def of_account(account: Account) -> QuerySet[Visit]:
    """All that is kept of an account, with who it was."""
    return Visit.objects.filter(account=account).select_related("person")


def people(found: QuerySet[Visit]) -> list[tuple[str, str]]:
    """Everybody who opened something, by name; one query."""
    named = found.order_by("person__full_name").values_list("person", "person__full_name")
    return [(str(pk), name) for pk, name in named.distinct()]
