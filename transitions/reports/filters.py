"""What can be searched, filtered and sorted in the list of reports."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, SortedToolbar, selects
from transitions.plans.queries.quoting import quoted
from transitions.reports.models import Report, ReportQuerySet
from transitions.reports.queries import listing

COLUMNS = (
    Column("Account", "account"),
    Column("Handover", "", "only-d"),
    Column("Manager", "manager", "only-d"),
    Column("Made", "made"),
    Column("Pages", "pages", "only-d r"),
)


class ReportFilter(SortedToolbar[ReportQuerySet]):
    """The toolbar of the list; its choices are only what the reader may see."""

    columns, usual_sort, ties = COLUMNS, "-made", ("-finished_at", "-pk")
    sorts: ClassVar = {
        "account": "transition__account__name",
        "manager": "transition__manager__full_name",
        "made": "finished_at",
        "pages": "pages",
    }

    q = CharFilter(method="search", max_length=100)
    account = ChoiceFilter(
        field_name="transition__account", empty_label="Any account", widget=selects("Account")
    )
    manager = ChoiceFilter(
        field_name="transition__manager", empty_label="Any manager", widget=selects("Manager")
    )

    class Meta:
        model = Report
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: ReportQuerySet) -> None:
        super().__init__(data, queryset)
        self.filters["account"].extra["choices"] = listing.accounts(queryset)
        self.filters["manager"].extra["choices"] = listing.managers(queryset)

    def search(self, found: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        """The account's name, the two KAMs, the manager, who made it, or the reference."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            accounts = search.among(word, Account.objects.all(), "name")
            wanted = Q(transition__account__in=accounts) | Q(requested_by__in=people)
            for person in ("outgoing", "incoming", "manager"):
                wanted |= Q(**{f"transition__{person}__in": people})
            return wanted | quoted(word, "transition__")

        return found.filter(search.every_word(value, anywhere))
