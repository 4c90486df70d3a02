"""The changes that somebody reads, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.audit.models import FieldChange, FieldChangeQuerySet
from accounts.clients.models import Account
from accounts.people.models import User

CHANGEOVER = "0"
"""Stands for Changeover itself where people stand by their ids."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change as a page shows it: when, of what, from what to what, by whom."""

    change: FieldChange
    label: str
    who: str

    @property
    def is_added(self) -> bool:
        return "." not in self.change.what and not self.change.old

    @property
    def is_removed(self) -> bool:
        return "." not in self.change.what and not self.change.new


def visible(user: User) -> FieldChangeQuerySet:
    """Every change a person may read, with who did it and the account, if it is still there."""
    return FieldChange.objects.visible_to(user).select_related("by", "account")


def of_account(account: Account, user: User) -> FieldChangeQuerySet:
    """What a person may read of the changes of an account and of its contacts."""
    return visible(user).filter(account=account)


def of_person(person: User, user: User) -> FieldChangeQuerySet:
    """What a person may read of the changes of somebody."""
    return visible(user).filter(person=person)


def people(found: FieldChangeQuerySet) -> list[tuple[str, str]]:
    """Everybody who made one of these changes, by name, Changeover itself last; one query."""
    named = found.order_by("by__full_name").values_list("by", "by__full_name").distinct()
    told = [(str(pk), name) for pk, name in named if pk]
    return [*told, (CHANGEOVER, "Changeover")]


def made_by(who: str) -> Q:
    """The changes that somebody of `people` made, as a condition."""
    return Q(by__isnull=True) if who == CHANGEOVER else Q(by=int(who))


def who(change: FieldChange) -> str:
    return change.by.full_name if change.by else "Changeover"


def lines(changes: Iterable[FieldChange], labels: Mapping[str, str]) -> list[Line]:
    """Changes as a page shows them; what a field is called that is gone by now, its key says."""
    return [Line(change, labels.get(change.what, change.what), who(change)) for change in changes]
