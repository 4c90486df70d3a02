"""What can be searched, filtered and sorted in the list of reports."""

from __future__ import annotations

from django.db.models import Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, FilterSet

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, Head, heads, selects, unknown_answers, unknown_said
from transitions.reports.models import Report, ReportQuerySet
from transitions.reports.queries import listing

COLUMNS = (
    Column("Account", "account"),
    Column("Handover", "", "only-d"),
    Column("Manager", "manager", "only-d"),
    Column("Made", "made"),
    Column("Pages", "pages", "only-d r"),
)


class ReportFilter(FilterSet):
    """The toolbar of the list; its choices are only what the reader may see."""

    q = CharFilter(method="search", max_length=100)
    account = ChoiceFilter(
        field_name="transition__account", empty_label="Any account", widget=selects("Account")
    )
    manager = ChoiceFilter(
        field_name="transition__manager", empty_label="Any manager", widget=selects("Manager")
    )
    sort = ChoiceFilter(method="leave", choices=[(sort, sort) for sort in listing.ORDERS])

    class Meta:
        model = Report
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, queryset: ReportQuerySet) -> None:
        super().__init__(data, queryset)
        self.filters["account"].extra["choices"] = listing.accounts(queryset)
        self.filters["manager"].extra["choices"] = listing.managers(queryset)

    @property
    def found(self) -> ReportQuerySet:
        """The reports asked for; none where an answer does not exist, such as a stranger."""
        found: ReportQuerySet = self.queryset.none() if unknown_answers(self) else self.qs
        return found

    @property
    def sorted_by(self) -> str:
        self.form.is_valid()
        return self.form.cleaned_data.get("sort") or "-made"

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        if unknown_answers(self):
            return True
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    @property
    def unknown(self) -> list[str]:
        """Each answer that does not exist, in a sentence."""
        return unknown_said(self)

    @property
    def headers(self) -> list[Head]:
        return heads(COLUMNS, self.sorted_by)

    def search(self, found: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        """The account's name, or one of the two KAMs."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            accounts = search.among(word, Account.objects.all(), "name")
            kams = Q(transition__outgoing__in=people) | Q(transition__incoming__in=people)
            return kams | Q(transition__account__in=accounts)

        return found.filter(search.every_word(value, anywhere))

    def leave(self, found: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        """The page sorts by it; see `queries.listing.page`."""
        return found
