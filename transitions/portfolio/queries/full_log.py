"""The whole log: every entry somebody may see, by day, a page at a time."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from accounts.people.models import User
from transitions.plans.models import LogEntry
from transitions.plans.permissions import visible_transitions
from transitions.portfolio.queries.recent import FIELDS, Day, by_day

PER_PAGE = 50


def entries(user: User) -> QuerySet[LogEntry]:
    """The entries of all transitions a person may see."""
    return LogEntry.objects.filter(visible_transitions(user, "transition__"))


def people(user: User) -> list[tuple[int, str]]:
    """Everybody with an entry that a person may see, by name; one query."""
    told = Exists(entries(user).filter(responsible=OuterRef("pk")))
    return list(User.objects.filter(told).order_by("full_name").values_list("pk", "full_name"))


def page(found: QuerySet[LogEntry], number: str | None, today: date) -> Page[Day]:
    """One page of entries under their days; two queries, whatever their number."""
    cut = Paginator(found.values(*FIELDS), PER_PAGE).get_page(number)
    days = by_day(cut.object_list, today)
    return Page(days, cut.number, cut.paginator)
