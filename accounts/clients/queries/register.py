"""The register: accounts as light rows, and what they can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accounts.clients.choices import Tier
from accounts.clients.models import Account, AccountQuerySet, Contact
from accounts.clients.permissions import changeable_accounts
from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from config.lib import words
from config.lib.countries import COUNTRIES
from config.lib.lists.occurring import Pairs, Seen, by_kind, pairs, question, texts

TEXTS = ("industry", "line_of_business", "region", "country", "currency")
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
    "is_ours",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One account in a list; `contacts` counts the people known there.

    `is_ours` says whether who looks may change the account, and so hand it over.
    """

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
    is_ours: bool
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
    """The accounts a person may see, each with whether they may also change it."""
    is_ours = ExpressionWrapper(changeable_accounts(user), output_field=BooleanField())
    return Account.objects.visible_to(user).annotate(is_ours=is_ours)


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
    """The answers that occur among the accounts a person may see, and no others; one query."""
    seen = Seen(Account.objects.visible_to(user), "pk", "owner")
    owners = User.objects.filter(seen.holding("owner"))
    found = seen.answers(
        question("owner", owners, "pk", "full_name", "team", "team__name", ""),
        question("texts", Account.objects.filter(seen.holding("pk")).distinct(), *TEXTS),
    )
    of = by_kind(found)
    industry, line, region, country, currency = (
        {row[place] or "" for row in of["texts"]} for place in range(len(TEXTS))
    )
    return Facets(
        owner=pairs(row[0:2] for row in of["owner"]),
        team=pairs(row[2:4] for row in of["owner"]),
        industry=texts(industry),
        line=texts(line),
        region=texts(region),
        country=pairs((code, COUNTRIES.get(code, code)) for code in country),
        currency=texts(currency),
    )
