from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from accounts.clients.models import Account, Contact, Ownership
from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from accounts.people.rules import Gone
from config.lib import words

WORTH_KNOWING = {
    "industry": "industry",
    "industry_position": "position in the industry",
    "line_of_business": "line of business",
    "region": "region",
    "address": "address",
    "phone": "phone",
    "website": "web site",
    "developments": "recent developments",
    "why_here": "why we are here",
    "annual_revenue": "annual revenue",
    "client_since_on": "client since",
}


@dataclass(frozen=True)
class Missing:
    """A field that nobody has filled yet, and the place in the form that fills it."""

    name: str
    label: str


@dataclass(frozen=True)
class Tenure:
    """The days on which a person looked after the account."""

    person: User
    span: str
    is_now: bool


@dataclass(frozen=True)
class Profile:
    """An account's page: what is known, what is not, who is there and who looked after it."""

    account: Account
    contacts: QuerySet[Contact]
    has_key_contact: bool
    tenures: tuple[Tenure, ...]
    missing: tuple[Missing, ...]
    worth: str
    priority: Standing
    owner_gone: Gone | None


def profile(account: Account, today: date) -> Profile:
    """Everything on an account's page; two queries for an account loaded with its owner."""
    contacts = account.contacts.select_related("reports_to")
    return Profile(
        account=account,
        contacts=contacts,
        has_key_contact=any(contact.is_key for contact in contacts),
        tenures=tuple(
            Tenure(row.person, span(row, today), row.until_on is None)
            for row in account.ownerships.select_related("person")
        ),
        missing=tuple(
            Missing(name, label)
            for name, label in WORTH_KNOWING.items()
            if getattr(account, name) in {None, ""}
        ),
        worth=worth(account.annual_revenue, account.currency),
        priority=priority.of_account(account, today),
        owner_gone=account.owner.gone(today),
    )


def key_contact(account: Account) -> Contact | None:
    """Whom to call first at the client."""
    return account.contacts.filter(is_key=True).first()


def span(row: Ownership, today: date) -> str:
    """The days of an ownership: “since 4 Mar 2024” or “4 Mar 2022 – 3 Mar 2024”."""
    start = words.short_day(row.from_on, today=today)
    if row.until_on is None:
        return f"since {start}" if row.from_on <= today else f"from {start}"
    return words.days(row.from_on, row.until_on, year=True)


def worth(revenue: Decimal | None, currency: str) -> str:
    """What an account brings: “€3.2M a year”, or nothing where it is not known."""
    return "" if revenue is None else f"{words.short_money(revenue, currency)} a year"
