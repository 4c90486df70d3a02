"""Who may see and change an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.permissions import leads
from config.lib.site_time import site_day

if TYPE_CHECKING:
    from accounts.clients.models import Account
    from accounts.people.models import User


def visible_accounts(user: User) -> Q:
    """The accounts a person may see, as a condition on an account.

    Administrators see all. Leaders see all but confidential ones. A manager sees those whose
    owner is in a team they lead. Everybody sees those they own or have been let in to.
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.role == Role.ADMINISTRATOR:
        return Q()
    # Models stand above this module.
    accounts = apps.get_model("clients", "Account").objects.order_by()
    access = _access()
    own = [
        accounts.filter(owner=user.pk).values("pk"),
        access.filter(person=user.pk).values("account"),
    ]
    if user.role == Role.MANAGER:
        own.append(accounts.filter(owner__team__lead=user.pk).values("pk"))
        own.append(access.filter(person__team__lead=user.pk).values("account"))
    # Ids from indexes, put together: with conditions joined by OR every account is looked at.
    sees = Q(pk__among=own[0].union(*own[1:]))
    return sees | Q(is_confidential=False) if user.role == Role.LEADER else sees


def confidential_accounts(user: User) -> Q:
    """The accounts of which a person also reads what is marked confidential, as a condition.

    Their owner does, whoever hands them over, takes them over or manages that, those who lead one
    of these, and administrators. Nobody who only reads does, and nobody else of a team.
    """
    if not user.is_active or user.role == Role.LEADER:
        return Q(pk__in=[])
    if user.role == Role.ADMINISTRATOR:
        return Q()
    accounts = apps.get_model("clients", "Account").objects.order_by()
    access = _access().filter(reads_confidential=True)
    own = [
        accounts.filter(owner=user.pk).values("pk"),
        access.filter(person=user.pk).values("account"),
    ]
    if user.role == Role.MANAGER:
        own.append(accounts.filter(owner__team__lead=user.pk).values("pk"))
        own.append(access.filter(person__team__lead=user.pk).values("account"))
    return Q(pk__among=own[0].union(*own[1:]))


def reads_confidential(user: User, account: Account) -> bool:
    """Whether a person reads what is marked confidential on an account; at most one query."""
    if not user.is_active or user.role == Role.LEADER:
        return False
    if user.is_administrator or account.owner_id == user.pk:
        return True
    accounts = apps.get_model("clients", "Account").objects
    return bool(accounts.filter(confidential_accounts(user), pk=account.pk).exists())


def _access() -> Any:
    """Who is let in to accounts today, by the clock of the site; whoever looks sees the same."""
    return apps.get_model("clients", "Access").objects.lasting(site_day(timezone.now()))


def sees_every_account_of(user: User, person: User) -> bool:
    """Whether nothing that a person owns is hidden from another: an empty list is the truth."""
    return user.is_active and (user.is_administrator or user.pk == person.pk or leads(user, person))


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
    return leads(user, account.owner)


def starts_transitions(user: User) -> bool:
    """Managers and administrators may hand accounts over."""
    return user.is_active and (user.is_manager or user.is_administrator)


def reads_changes_of_accounts(user: User) -> bool:
    """Managers and administrators read what was changed of many accounts, on one page."""
    return user.is_active and (user.is_manager or user.is_administrator)


def can_add_account(user: User) -> bool:
    """Managers, key account managers and administrators may add accounts."""
    return user.is_active and user.role in {Role.ADMINISTRATOR, Role.MANAGER, Role.KAM}
