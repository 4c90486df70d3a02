"""The form of an account, as a browser sends it."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.urls import reverse

from accounts.clients.models import Account
from accounts.clients.operations.sent import Sent

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def edit(account: Account) -> str:
    return reverse("account_edit", args=[account.pk])


def typed(account: Account, **changes: object) -> dict[str, object]:
    """What the form sends when only some answers are changed."""
    return {
        "version": account.version,
        "name": account.name,
        "tier": account.tier,
        "owner": account.owner_id,
        "currency": account.currency,
        "effort": account.effort,
        "annual_revenue": account.annual_revenue,
        **changes,
    }


def sent_to(account: Account, key: UUID | None = None) -> Sent:
    """A form about an account that its owner sends, perhaps once more."""
    return Sent(account.owner, NOW, key or uuid4())
