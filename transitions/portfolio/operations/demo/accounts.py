"""The demo's accounts, contacts and owners."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.clients.models import Account, Contact, Ownership
from transitions.portfolio.operations.demo.files import read
from transitions.portfolio.operations.demo.people import Company

FIELDS = {
    "industry": "industry",
    "position": "industry_position",
    "line": "line_of_business",
    "region": "region",
    "country": "country",
    "address": "address",
    "phone": "phone",
    "site": "website",
    "developments": "developments",
    "why": "why_here",
    "currency": "currency",
    "tier": "tier",
    "effort": "effort",
    "confidential": "is_confidential",
}
CONTACT_FIELDS = {
    "name": "name",
    "position": "position",
    "email": "email",
    "phone": "phone",
    "key": "is_key",
    "channel": "preferred_channel",
    "time": "best_time",
    "influence": "influence",
    "decides": "decision_role",
    "relationship": "relationship",
    "loyalty": "loyalty",
    "stance": "stance",
    "notes": "notes",
}


WRITTEN = timedelta(days=26)
"""How long ago the owners wrote down who is there."""


def build(company: Company) -> None:
    """Create every account with its contacts and the owners it has had."""
    for row in read("accounts"):
        account = Account.objects.create(
            name=row["name"],
            owner=company.people[row["owner"]],
            client_since_on=row["since"],
            annual_revenue=Decimal(row["revenue"]),
            **{field: row[key] for key, field in FIELDS.items() if key in row},
        )
        _own(account, row, company)
        _contacts(account, row.get("contacts", []), company)


def _own(account: Account, row: dict[str, Any], company: Company) -> None:
    since: date = row["since"]
    if "before" in row:
        handed = since + timedelta(days=900)
        former = company.people[row["before"]]
        until = handed - timedelta(days=1)
        Ownership.objects.create(account=account, person=former, from_on=since, until_on=until)
        since = handed
    Ownership.objects.create(account=account, person=account.owner, from_on=since)


def _contacts(account: Account, rows: list[dict[str, Any]], company: Company) -> None:
    made: dict[str, Contact] = {}
    for row in rows:
        made[row["name"]] = Contact.objects.create(
            account=account,
            reports_to=made.get(row.get("boss", "")),
            updated_at=company.now - WRITTEN,
            updated_by=account.owner,
            **{field: row[key] for key, field in CONTACT_FIELDS.items() if key in row},
        )
