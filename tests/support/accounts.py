"""The form of an account, as a browser sends it."""

from django.urls import reverse

from accounts.clients.models import Account


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
