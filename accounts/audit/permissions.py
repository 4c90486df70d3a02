"""Who may read which changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from accounts.audit.choices import OWN_SETTINGS

if TYPE_CHECKING:
    from accounts.people.models import User


def visible_changes(user: User) -> Q:
    """The changes somebody may read, as a condition on a change.

    Those of the accounts they see, of themselves, and, for a manager, of the people whose team
    they lead, without these people’s own settings. Administrators read all; teams, and accounts
    that are gone, are for them alone.
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_administrator:
        return Q()
    accounts = apps.get_model("clients", "Account").objects.order_by()  # models stand above
    sees = Q(account__in=accounts.visible_to(user).values("pk")) | Q(person=user.pk)
    if user.is_manager:
        sees |= Q(person__team__lead=user.pk) & ~Q(what__in=OWN_SETTINGS)
    return sees
