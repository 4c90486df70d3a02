"""What is known of the accounts of the demo, and planned for some of them.

The files are those of who writes. A field of a row is called as in the model; one that ends with
`_in` is a day so many days from today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.clients.models import Account
from accounts.profile.models import Document, Record
from accounts.profile.operations import levels, rapport, records
from accounts.profile.operations.records import Sent
from accounts.profile.queries.contents import Contents, Kind
from accounts.profile.queries.kinds import PROFILE
from accounts.strategy.models import Goal, Measure
from accounts.strategy.operations import versions
from accounts.strategy.queries.kinds import PLAN
from config.lib import acting
from transitions.portfolio.operations.demo.files import read_all
from transitions.portfolio.operations.demo.people import Company

WRITTEN = timedelta(days=8)
"""How long ago most of it was written."""
SINCE = timedelta(days=2)
"""How long ago a plan was changed that had been frozen."""
PEOPLE = ("person", "keeper", "made_by")
CONTACTS = ("contact", "lead", "agreed_by")
NAMED: Mapping[str, tuple[type[Record], str]] = {
    "document": (Document, "title"),
    "goal": (Goal, "title"),
    "measure": (Measure, "name"),
}
"""What rows name others by, which are written before them."""


def build(company: Company) -> None:
    """Let who looks after an account write what they know of it, and what they plan."""
    for row in read_all("profiles"):
        account, sent = _write(row, PROFILE, company, ago=_ago(row, WRITTEN))
        with acting.by(sent.by.pk, at=sent.now):
            for section in row.get("nothing", []):
                models = PROFILE.by_name[section].models
                records.say_nothing(account.pk, section, models, sent)
        _judge(row, company, ago=_ago(row, WRITTEN))
        if "then" in row:
            _go_on(row, PROFILE, company)
    for row in read_all("plans"):
        account, sent = _write(row, PLAN, company)
        if row.get("is_frozen"):
            versions.freeze(account.pk, by=sent.by, now=sent.now)
            _go_on(row, PLAN, company)


def _go_on(row: Mapping[str, Any], contents: Contents, company: Company) -> None:
    """Write what came later, perhaps by somebody else."""
    then = {"by": row["by"], **row["then"], "account": row["account"]}
    _write(then, contents, company, ago=_ago(then, SINCE))
    _judge(then, company, ago=_ago(then, SINCE))


def _judge(row: Mapping[str, Any], company: Company, *, ago: timedelta) -> None:
    account = Account.objects.get(name=row["account"])
    for who, said in row.get("rapports", {}).items():
        known = {account.contacts.get(name=name).pk: one for name, one in said.items()}
        judge = Sent(company.people[who], company.now - ago)
        with acting.by(judge.by.pk, at=judge.now):
            rapport.judge(account.pk, known, judge)


def _ago(row: Mapping[str, Any], usual: timedelta) -> timedelta:
    return timedelta(days=row["ago"]) if "ago" in row else usual


def _write(
    row: Mapping[str, Any], contents: Contents, company: Company, *, ago: timedelta = WRITTEN
) -> tuple[Account, Sent]:
    account = Account.objects.get(name=row["account"])
    sent = Sent(company.people[row["by"]], company.now - ago)
    with acting.by(sent.by.pk, at=sent.now):
        for name, kind in _in_order(contents):
            for values in row.get(name, []):
                fields = _values(values, account, company)
                records.add(kind.model, account.pk, fields, replace(sent, key=uuid4()))
        for name, single in contents.singles.items():
            if name in row:
                fields = _values(row[name], account, company)
                records.keep(single.model, account.pk, fields, sent, version=0)
        for section in row.get("confidential", []):
            levels.close(account.pk, contents.name, section, sent)
    return account, sent


def _in_order(contents: Contents) -> Iterator[tuple[str, Kind]]:
    """The kinds of rows; documents first, as contracts name them."""
    yield from sorted(contents.kinds.items(), key=lambda one: one[0] != "documents")


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
        elif name in NAMED:
            model, called = NAMED[name]
            found[name] = model._default_manager.get(account=account, **{called: value})
        else:
            found[name] = value
    return found
