"""Fills a database with a company of any size, all of it or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import models, transaction

from accounts.clients.models import Access, Account, Contact, Handover, Ownership
from accounts.people.models import Calendar, User
from checklists.runs.models import Checklist, Item, Note, Phase
from transitions.dossier.models import Signature
from transitions.plans.models import HealthChange, LogEntry, Objective, TeamMember, Transition
from transitions.portfolio.operations.fill import company as people
from transitions.portfolio.operations.fill import handover, schedules
from transitions.portfolio.operations.fill.company import Company
from transitions.portfolio.operations.fill.schedules import Schedules
from transitions.portfolio.operations.fill.store import Store
from transitions.portfolio.operations.fill.structure import made_at_the_end

CHUNK = 400
"""Accounts whose rows are in memory at a time."""
ORDER: list[type[models.Model]] = [
    Account,
    Handover,
    Contact,
    Checklist,
    Phase,
    Item,
    Item.waits_for.through,
    Note,
    Transition,
    Ownership,
    Access,
    TeamMember,
    Signature,
    Objective,
    LogEntry,
    HealthChange,
]


class CannotFill(Exception):
    """Why a site is not filled, in words for the one who asked."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything; the items are spread over the transitions."""

    people: int = 2000
    accounts: int = 20_000
    transitions: int = 20_000
    items: int = 1_000_000
    seed: int = 1

    @property
    def items_each(self) -> int:
        """Items of a started transition; one in thirty is a draft and has none."""
        return round(self.items / self.transitions / 0.97)


@transaction.atomic
def fill(
    size: Size,
    *,
    now: datetime,
    today: date,
    may_replace: bool = False,
    say: Callable[[int], None] = lambda done: None,
) -> None:
    """Write a company of a size, around today; the same seed makes the same company.

    Raises:
        CannotFill: somebody uses this site, or the numbers do not go together.
    """
    if User.objects.exists() and not may_replace:
        raise CannotFill("There are people on this site. It is for empty databases.")
    calendar = Calendar.objects.filter(is_default=True).first() or Calendar.objects.create(
        name="Austria", country="AT", is_default=True
    )
    plans = schedules.load(calendar)
    if size.transitions > size.accounts:
        raise CannotFill("Each transition needs an account of its own.")
    if size.items_each < len(plans.sources):
        raise CannotFill(f"Ask for at least {len(plans.sources)} items a transition.")
    company = Company(calendar, now, today, Random(size.seed), Store())  # noqa: S311 - no secret
    people.build(size.people, company)
    with made_at_the_end(ORDER), _without_collecting():
        for number in range(1, size.accounts + 1):
            _build(company, plans, size, number)
            if number % CHUNK == 0:
                company.store.write(ORDER)
                gc.collect()
                say(number)
        company.store.write(ORDER)
    company.store.finish()


def _build(company: Company, plans: Schedules, size: Size, number: int) -> None:
    """One account, with its transition if it has one."""
    account = handover.build_account(company, number)
    if number <= size.transitions:
        handover.build(company, plans, account, size.items_each)
    else:
        handover.keep_ownership(company, account)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Collect no garbage unasked: it would look at all rows again and again, and at the program."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
