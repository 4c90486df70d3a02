"""What the register can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

from django.db.models import Q, QuerySet
from django_filters import CharFilter

from accounts.clients.choices import Priority, Tier
from accounts.clients.filters.columns import COLUMNS, STARTERS
from accounts.clients.models import Account, AccountQuerySet, Contact
from accounts.clients.queries import priority, register
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Answers, Column, ListFilter, RowFacet, TextFacet
from config.lib.lists.occurring import by_name

HANDS = [
    ("yes", "Changing hands"),
    ("no", "Not changing hands"),
    ("abandoned", "Nobody looks after it"),
]
SECRECY = [("yes", "Confidential"), ("no", "Open to leaders")]
CONTACT = [("no", "Without a key contact"), ("yes", "With a key contact")]


class AccountFilter(ListFilter):
    """The register's toolbar. It offers only answers that occur among the visible accounts.

    Other pages link to it with these names, so they stay as they are.
    """

    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    usual_sort, ties = "name", ("name", "pk")
    in_bar = ("owner", "priority", "tier", "region")

    q = CharFilter(method="search", max_length=100)
    owner = RowFacet(label="Owner", anything="Any owner")
    priority = Answers(
        label="Priority",
        anything="Any priority",
        choices=Priority.choices,
        method="of_priority",
    )
    tier = Answers(label="Tier", anything="Any tier", choices=Tier.choices)
    region = TextFacet(label="Region", anything="Any region")
    team = RowFacet("owner__team", label="Team", anything="Any team")
    line = TextFacet("line_of_business", label="Line of business", anything="Any line of business")
    industry = TextFacet(label="Industry", anything="Any industry")
    country = TextFacet(label="Country", anything="Any country")
    currency = TextFacet(label="Currency", anything="Any currency")
    changing = Answers(label="Handover", anything="Any", choices=HANDS, method="changing_hands")
    confidential = Answers(
        label="Confidential", anything="Any", choices=SECRECY, method="kept_close"
    )
    key_contact = Answers(
        label="Key contact", anything="Any", choices=CONTACT, method="with_key_contact"
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: QuerySet[Account],
        *,
        facets: Callable[[], register.Facets],
        today: date,
    ) -> None:
        super().__init__(given, queryset, offered=lambda: by_name(facets()), today=today)

    def rows(self, found: QuerySet[Account]) -> list[register.Row]:
        return register.rows(found, self.today)

    def search(self, found: AccountQuerySet, name: str, value: str) -> AccountQuerySet:
        """Names, industries, places, owners and their teams, names and addresses of contacts."""

        def anywhere(word: str) -> Q:
            owners = search.among(word, User.objects.all(), "full_name", "team__name")
            known = search.among(word, Contact.objects.all(), "name", "email").values("account")
            own = search.within(word, "name", "industry", "region", "line_of_business")
            return own | Q(owner__in=owners) | Q(pk__in=known)

        return found.filter(search.every_word(value, anywhere))

    def of_priority(self, found: AccountQuerySet, name: str, value: str) -> AccountQuerySet:
        pressing = found.alias(pressing=priority.points(self.today))
        return pressing.filter(priority.with_level(value))

    def changing_hands(self, found: AccountQuerySet, name: str, value: str) -> AccountQuerySet:
        """Abandoned is what stays with an owner who can no longer sign in."""
        if value == "abandoned":
            return found.filter(is_changing_hands=False, owner__is_active=False)
        return found.filter(is_changing_hands=value == "yes")

    def kept_close(self, found: AccountQuerySet, name: str, value: str) -> AccountQuerySet:
        return found.filter(is_confidential=value == "yes")

    def with_key_contact(self, found: AccountQuerySet, name: str, value: str) -> AccountQuerySet:
        has_one = register.key_contacts()
        return found.filter(has_one if value == "yes" else ~has_one)


class StarterFilter(AccountFilter):
    """The same list for those who start transitions: a row that does not change hands offers it."""

    columns = STARTERS
