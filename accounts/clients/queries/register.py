"""The register: accounts as light rows, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.clients.choices import Tier
from accounts.clients.models import Account, AccountQuerySet, Contact
from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from config.lib import words
from config.lib.countries import COUNTRIES

ANSWERS = (
    "owner",
    "owner__full_name",
    "owner__team",
    "owner__team__name",
    "industry",
    "line_of_business",
    "region",
    "country",
    "currency",
)
FIELDS = (
    "pk",
    "name",
    "tier",
    "is_confidential",
    "is_changing_hands",
    "annual_revenue",
    "currency",
    "client_since_on",
    "industry",
    "line_of_business",
    "region",
    "country",
    "effort",
    "owner__full_name",
    "owner__team__name",
)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One account in a list; `contacts` counts the people known there."""

    pk: int
    name: str
    tier_key: str
    is_confidential: bool
    is_changing_hands: bool
    revenue: Decimal | None
    currency: str
    since: date | None
    industry: str
    line: str
    region: str
    country_code: str
    effort: int
    owner: str
    team: str | None
    contacts: int
    priority: Standing

    @property
    def tier(self) -> str:
        return str(Tier(self.tier_key).label)

    @property
    def country(self) -> str:
        return COUNTRIES.get(self.country_code, self.country_code)

    @property
    def initials(self) -> str:
        return words.initials(self.name)


def register(user: User) -> AccountQuerySet:
    """The accounts a person may see."""
    return Account.objects.visible_to(user)


def rows(found: QuerySet[Account], today: date) -> list[Row]:
    """Accounts as rows, in their order; one query, whatever their number."""
    more = [name for name in priority.FACTS if name not in FIELDS]
    names = (*FIELDS, *more)
    read = []
    for *values, contacts in found.values_list(*names, contact_count()):
        standing = priority.of_values(dict(zip(names, values, strict=True)), today)
        told: list[Any] = [*values[: len(FIELDS)], contacts, standing]
        read.append(Row(*told))
    return read


def contact_count() -> Coalesce:
    """How many people are known at an account."""
    known = Contact.objects.filter(account=OuterRef("pk")).order_by().values("account")
    return Coalesce(Subquery(known.annotate(number=Count("pk")).values("number")), 0)


def key_contacts() -> Exists:
    """Whether an account has a key contact."""
    return Exists(Contact.objects.filter(account=OuterRef("pk"), is_key=True))


@dataclass(frozen=True, slots=True)
class Facets:
    """What the visible accounts can be filtered by."""

    owner: Pairs
    team: Pairs
    industry: Pairs
    line: Pairs
    region: Pairs
    country: Pairs
    currency: Pairs


def facets(user: User) -> Facets:
    """The answers that occur among the accounts a person may see, and no others; one query.

    One look at the accounts: who may see them is dear to find out, so it is not asked per answer.
    """
    visible = Account.objects.visible_to(user).order_by()
    rows = list(visible.values_list(*ANSWERS).distinct())
    owners = {(str(pk), name) for pk, name, *_ in rows}
    teams = {(str(pk), name) for _, _, pk, name, *_ in rows if pk}
    industry, line, region, country, currency = (
        {row[place] for row in rows} - {""} for place in range(4, 9)
    )
    return Facets(
        owner=_sorted(owners),
        team=_sorted(teams),
        industry=_sorted((text, text) for text in industry),
        line=_sorted((text, text) for text in line),
        region=_sorted((text, text) for text in region),
        country=_sorted((code, COUNTRIES.get(code, code)) for code in country),
        currency=_sorted((text, text) for text in currency),
    )


def _sorted(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
