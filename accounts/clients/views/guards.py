from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.clients import permissions
from accounts.clients.models import Account
from accounts.people.views.guards import person


def visible_account(request: HttpRequest, account_id: int) -> Account:
    """The account, or 404 for who may not see it."""
    visible = Account.objects.visible_to(person(request)).select_related(
        "owner__team__lead", "handover"
    )
    return get_object_or_404(visible, pk=account_id)


def changeable_account(request: HttpRequest, account_id: int) -> Account:
    """The account, or 403 for who may see but not change it."""
    account = visible_account(request, account_id)
    must_change(request, account)
    return account


def must_change(request: HttpRequest, account: Account) -> None:
    """403 for who may see but not change an account."""
    if not permissions.can_change_account(person(request), account):
        raise PermissionDenied(
            f"{account.name} can be changed by {account.owner.full_name}, their manager and "
            "administrators. You can read it."
        )
