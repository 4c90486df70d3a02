from __future__ import annotations

from django.db.models import Q

from accounts.clients.models import Account
from accounts.people.models import User, UserQuerySet


def can_choose_owner(user: User) -> bool:
    """Managers and administrators choose who owns an account; a KAM owns what they add."""
    return user.is_administrator or user.is_manager


def possible_owners(user: User, account: Account | None = None) -> UserQuerySet:
    """Whom a person may make the owner: anybody who can hold accounts, in the teams they lead.

    Administrators choose from all teams. A manager may also take an account on themself. The
    present owner always stays possible.
    """
    people = User.objects.holding_accounts()
    if not user.is_administrator:
        people = people.filter(Q(team__lead=user) | Q(pk=user.pk))
    if account is not None and account.owner_id:
        people = people | User.objects.filter(pk=account.owner_id)
    return people.order_by("full_name")
