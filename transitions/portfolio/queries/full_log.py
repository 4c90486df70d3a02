"""The whole log: every entry somebody may see, by day, a page at a time."""

from __future__ import annotations

from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from accounts.people.choices import Role
from accounts.people.models import User
from config.lib.lists.newest import Newest
from transitions.plans.models import LogEntry, Transition
from transitions.plans.permissions import visible_transitions
from transitions.portfolio.queries.recent import FIELDS, Day, by_day

PER_PAGE = 50
DIGITS = 18
"""Of the longest id that is looked for; PostgreSQL knows none that is longer."""


def entries(user: User) -> QuerySet[LogEntry]:
    """The entries of all transitions a person may see.

    Of leaders little is hidden: PostgreSQL reads the newest entries and leaves those out, where
    it would look for the transition of every entry otherwise.
    """
    if user.role == Role.LEADER:
        hidden = Transition.objects.exclude(visible_transitions(user)).order_by()
        return LogEntry.objects.exclude(transition__in=hidden.values("pk"))
    return LogEntry.objects.filter(visible_transitions(user, "transition__"))


def people(user: User) -> list[tuple[int, str]]:
    """Everybody with an entry that a person may see, by name; one query.

    Who sees nearly all of the log is offered everybody, which looks at no entry.
    """
    told = User.objects.order_by("full_name")
    if user.role == Role.MANAGER:
        told = told.filter(pk__in=entries(user).order_by().values("responsible"))
    return list(told.values_list("pk", "full_name"))


def moment(user: User, entry: str | None) -> tuple[datetime, int] | None:
    """When an entry happened that the address names by its id, and this id; one query.

    None where it names none that the person sees.
    """
    if not entry or not entry.isdecimal() or len(entry) > DIGITS:
        return None
    return entries(user).filter(pk=int(entry)).values_list("happened_at", "pk").first()


def older(found: QuerySet[LogEntry], than: tuple[datetime, int]) -> QuerySet[LogEntry]:
    """The entries after another one, in the order of the log; `than` is what `moment` says."""
    at, pk = than
    return found.filter(Q(happened_at__lt=at) | Q(pk__lt=pk), happened_at__lte=at)


def page(found: QuerySet[LogEntry], number: str | None, today: date) -> Page[Day]:
    """One page of entries under their days; two queries, whatever their number."""
    cut = Newest(found, PER_PAGE).get_page(number)
    shown = LogEntry.objects.filter(pk__in=cut.object_list).values(*FIELDS)
    return Page(by_day(shown, today), cut.number, cut.paginator)
