"""Who may see and change an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from accounts.people.choices import Role

if TYPE_CHECKING:
    from accounts.clients.models import Account
    from accounts.people.models import User


def visible_accounts(user: User, prefix: str = "") -> Q:
    """The accounts a person may see, as a condition on an account or on a row that has one.

    Administrators see all. Leaders see all but confidential ones. A manager sees those whose
    owner is in a team they lead. Everybody sees those they own or have been let in to.

    Args:
        user: who looks.
        prefix: the path from the row to its account, such as "account__".
    """
    access = apps.get_model("clients", "Access").objects  # models stand above this module
    if not user.is_active:
        return Q(pk__in=[])
    if user.role == Role.ADMINISTRATOR:
        return Q()
    let_in = access.filter(account=OuterRef(f"{prefix}pk"), person=user)
    sees = Q(**{f"{prefix}owner": user}) | Q(Exists(let_in))
    if user.role == Role.LEADER:
        sees |= Q(**{f"{prefix}is_confidential": False})
    if user.role == Role.MANAGER:
        sees |= Q(**{f"{prefix}owner__team__lead": user})
        led = access.filter(account=OuterRef(f"{prefix}pk"), person__team__lead=user)
        sees |= Q(Exists(led))
    return sees


def sees_every_account_of(user: User, person: User) -> bool:
    """Whether nothing that a person owns is hidden from another: an empty list is the truth."""
    leads = user.is_manager and person.team is not None and person.team.lead_id == user.pk
    return user.is_active and (user.is_administrator or user.pk == person.pk or leads)


def changeable_accounts(user: User) -> Q:
    """Which of the accounts that a person sees they may also change, as a condition on them.

    The same as `can_change_account`, for many at once.
    """
    if not user.is_active or user.reads_only:
        return Q(pk__in=[])
    if user.is_administrator:
        return Q(pk__isnull=False)
    own = Q(owner=user)
    return own | Q(owner__team__lead=user) if user.is_manager else own


def can_change_account(user: User, account: Account) -> bool:
    """Whether a person who sees an account may also change it.

    Its owner, the owner's team lead and administrators may.
    """
    if not user.is_active or user.reads_only:
        return False
    if user.is_administrator or account.owner_id == user.pk:
        return True
    owner = account.owner
    return bool(user.is_manager and owner.team and owner.team.lead_id == user.pk)


def can_add_account(user: User) -> bool:
    """Managers, key account managers and administrators may add accounts."""
    return user.is_active and user.role in {Role.ADMINISTRATOR, Role.MANAGER, Role.KAM}
