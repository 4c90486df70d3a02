"""Who may read which changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from accounts.audit.choices import OF_ACCOUNT, OF_CALENDAR, OF_PERSON, OWN_SETTINGS, Subject
from accounts.people.choices import Role

if TYPE_CHECKING:
    from accounts.people.models import User


def of_subjects(*subjects: Subject) -> Q:
    """What changed of rows of these kinds, as a condition on a change."""
    found = Q(pk__in=[])
    for subject in subjects:
        found |= Q(what=subject.value) | Q(what__startswith=f"{subject.value}.")
    return found


def visible_changes(user: User) -> Q:
    """The changes somebody may read, as a condition on a change.

    Those of the accounts they see, and of themselves. For a manager those of the people whose team
    they lead, too, and for HR those of everybody, without these people’s own settings; for managers
    those of calendars, which plan their transitions. Administrators read all; teams, and accounts
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
        sees |= Q(account=None, person=None) & of_subjects(*OF_CALENDAR)
    if user.role == Role.HR:
        sees |= Q(person__isnull=False) & ~Q(what__in=OWN_SETTINGS)
    return sees


def readable_kinds(user: User) -> tuple[Subject, ...]:
    """The kinds of rows of which somebody may read changes, as in `visible_changes`."""
    if user.is_administrator:
        return tuple(Subject)
    calendars = OF_CALENDAR if user.is_manager else ()
    return (*OF_ACCOUNT, *OF_PERSON, *calendars)
