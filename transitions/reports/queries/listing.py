"""The list of all finished reports that a person may see."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

from accounts.people.models import User
from transitions.reports.choices import ReportState
from transitions.reports.models import Report, ReportQuerySet

PER_PAGE = 50

Choices = list[tuple[int, str]]


def ready(user: User) -> ReportQuerySet:
    """The finished reports a person may see, with what the list prints; one query."""
    return (
        Report.objects.visible_to(user)
        .filter(state=ReportState.READY)
        .select_related(
            "transition__account",
            "transition__outgoing",
            "transition__incoming",
            "transition__manager",
            "requested_by",
        )
    )


def page(found: ReportQuerySet, number: str | None) -> Page[Report]:
    """One page of those that were asked for, in their order."""
    return Paginator(found, PER_PAGE).get_page(number)


def accounts(reports: ReportQuerySet) -> Choices:
    """The accounts that have a report here."""
    return _distinct(reports, "transition__account_id", "transition__account__name")


def managers(reports: ReportQuerySet) -> Choices:
    """The managers of the transitions that have a report here."""
    return _distinct(reports, "transition__manager_id", "transition__manager__full_name")


def _distinct(reports: ReportQuerySet, key: str, name: str) -> Choices:
    rows = reports.select_related(None).order_by(name).values_list(key, name).distinct()
    return [(pk, label) for pk, label in rows]
