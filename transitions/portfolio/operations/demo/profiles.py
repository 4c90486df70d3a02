"""What is known of some accounts of the demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.clients.models import Account
from accounts.profile.models import Document
from accounts.profile.operations import rapport, records
from accounts.profile.operations.records import Sent
from accounts.profile.queries.kinds import PROFILE
from config.lib import acting
from transitions.portfolio.operations.demo.files import read
from transitions.portfolio.operations.demo.people import Company

WRITTEN = timedelta(days=8)
"""How long ago most of it was written."""
PEOPLE = ("person", "keeper")
CONTACTS = ("contact", "lead")


def build(company: Company) -> None:
    """Let who looks after an account write what they know of it."""
    for row in read("profiles"):
        account = Account.objects.get(name=row["account"])
        sent = Sent(company.people[row["by"]], company.now - WRITTEN)
        with acting.by(sent.by.pk, at=sent.now):
            for kind in _kinds():
                for values in row.get(kind, []):
                    fields = _values(values, account, company)
                    one_form = replace(sent, key=uuid4())
                    records.add(PROFILE.kinds[kind].model, account.pk, fields, one_form)
            for name, single in PROFILE.singles.items():
                if name in row:
                    records.keep(single.model, account.pk, row[name], sent, version=0)
            for section in row.get("nothing", []):
                records.say_nothing(account.pk, section, sent)
        for who, said in row.get("rapports", {}).items():
            known = {account.contacts.get(name=name).pk: one for name, one in said.items()}
            judge = Sent(company.people[who], company.now - WRITTEN)
            with acting.by(judge.by.pk, at=judge.now):
                rapport.judge(account.pk, known, judge)


def _kinds() -> Iterator[str]:
    """The kinds of rows; documents first, as contracts name them."""
    yield from sorted(PROFILE.kinds, key=lambda name: name != "documents")


def _values(row: Mapping[str, Any], account: Account, company: Company) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("_in"):
            found[name.removesuffix("_in")] = company.today + timedelta(days=value)
        elif name == "years_ago":
            found["year"] = company.today.year - value
        elif name in PEOPLE:
            found[name] = company.people[value]
        elif name in CONTACTS:
            found[name] = account.contacts.get(name=value)
        elif name == "document":
            found[name] = Document.objects.get(account=account, title=value)
        else:
            found[name] = value
    return found
