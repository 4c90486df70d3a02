"""All of a profile: what is known in each section, how much that is, and how old."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile import rules
from accounts.profile.models import (
    Document,
    NothingToTell,
    OnePerAccount,
    Opportunity,
    Record,
    YearlyRevenue,
)
from accounts.profile.queries.kinds import SECTIONS, Section
from accounts.profile.queries.stakeholders import Stakeholders, stakeholders
from accounts.profile.rules import FULL, Completeness

TOGETHER: Mapping[str, tuple[str, ...]] = {
    "interactions": ("contact", "person"),
    "projects": ("lead",),
    "opportunities": ("person",),
    "contracts": ("document",),
    "documents": ("keeper",),
}
"""What is shown with the rows of a kind, and so comes in the same query."""
BESIDE: Mapping[str, tuple[str, ...]] = {"documents": ("openings__person",)}
ASKS_OF_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "preferences": (
        ("channel", "How do they like to be reached?"),
        ("language", "Which language do they speak with us?"),
        ("report_rhythm", "How often do they want a report?"),
        ("meeting_rhythm", "How often do we meet?"),
        ("style", "How do they like to be told?"),
        ("escalation", "Who is told first when something goes wrong?"),
    ),
    "swot": (
        ("strengths", "What do they praise?"),
        ("weaknesses", "What do they complain about?"),
        ("opportunities", "Where could we grow?"),
        ("threats", "Who or what could cost us the account?"),
    ),
    "situation": (
        ("status", "How does it stand?"),
        ("challenges", "What is hard?"),
        ("initiatives", "What is under way to make it better?"),
        ("plans", "Where is it to go?"),
    ),
}
NEWEST = 8
"""So many interactions stand on the page."""
QUARTERS = {
    "strengths": "Strengths",
    "weaknesses": "Weaknesses",
    "opportunities": "Opportunities",
    "threats": "Threats",
    "status": "How it stands",
    "challenges": "Challenges",
    "initiatives": "Initiatives",
    "plans": "Plans",
}
RULES: Mapping[str, Callable[[Sequence[Any]], Completeness]] = {
    "contracts": rules.contracts,
    "projects": rules.projects,
    "pipeline": rules.pipeline,
    "documents": rules.documents,
    "systems": rules.systems,
}
"""When a section that is one kind of row is complete."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as it is shown.

    `rows` has a list for each kind of the section, by the kind's name; `single` is what the account
    has once.
    """

    section: Section
    rows: Mapping[str, Sequence[Record]]
    single: OnePerAccount | None
    completeness: Completeness
    updated_on: date | None
    updated_by: User | None
    is_old: bool
    nothing: NothingToTell | None
    today: date
    stakeholders: Stakeholders | None = None

    @property
    def template(self) -> str:
        return f"accounts/profile/sections/{self.section.name}.html"

    @property
    def quarters(self) -> tuple[tuple[str, str, str], ...]:
        """The four texts of a section, each with its title and what it asks."""
        asks = ASKS_OF_TEXTS[self.section.name]
        return tuple(
            (QUARTERS[name], getattr(self.single, name, ""), asked) for name, asked in asks
        )

    @property
    def talks(self) -> Sequence[Record]:
        """The newest interactions; the rest has a page of its own."""
        return self.rows["interactions"][:NEWEST]

    @property
    def revenues(self) -> tuple[tuple[YearlyRevenue, int], ...]:
        """Each year, and how long its bar is, in percent of the best."""
        rows = cast(Sequence[YearlyRevenue], self.rows["revenues"])
        most = max((row.amount for row in rows), default=Decimal(0)) or Decimal(1)
        return tuple((row, round(100 * row.amount / most)) for row in rows)

    @property
    def mean_revenue(self) -> Decimal:
        """What a recorded year brought on average."""
        rows = cast(Sequence[YearlyRevenue], self.rows["revenues"])
        return sum((row.amount for row in rows), Decimal(0)) / len(rows)

    @property
    def open_opportunities(self) -> tuple[Opportunity, ...]:
        rows = cast(Sequence[Opportunity], self.rows["opportunities"])
        return tuple(row for row in rows if row.is_open)

    @property
    def open_value(self) -> Decimal:
        """What the open opportunities are worth together, as far as it is known."""
        return sum((row.value or Decimal(0) for row in self.open_opportunities), Decimal(0))

    @property
    def documents(self) -> tuple[tuple[Document, bool], ...]:
        """Each document, and whether somebody should read it again."""
        rows = cast(Sequence[Document], self.rows["documents"])
        return tuple(
            (row, rules.is_due_for_review(row.reviewed_on, row.review_months, self.today))
            for row in rows
        )

    @property
    def is_empty(self) -> bool:
        people = self.stakeholders is not None and bool(self.stakeholders.people)
        return not people and self.single is None and not any(self.rows.values())


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile of an account; `share` is the mean of its sections, in percent."""

    account: Account
    sections: tuple[Shown, ...]
    share: int

    def section(self, name: str) -> Shown:
        return next(one for one in self.sections if one.section.name == name)


def profile_page(account: Account, user: User, today: date) -> ProfilePage:
    """Everything known of an account; as many queries as there are kinds, and a few more."""
    nothings = {
        one.section: one
        for one in NothingToTell.objects.filter(account=account).select_related("said_by")
    }
    people = stakeholders(account, user)
    shown = tuple(
        _shown(account, section, people, nothings.get(section.name), today) for section in SECTIONS
    )
    share = round(sum(one.completeness.share for one in shown) / len(shown))
    return ProfilePage(account, shown, share)


def _shown(
    account: Account,
    section: Section,
    people: Stakeholders,
    nothing: NothingToTell | None,
    today: date,
) -> Shown:
    rows: dict[str, Sequence[Any]] = {
        kind.name: list(
            kind.model._default_manager.filter(account=account)
            .select_related("updated_by", *TOGETHER.get(kind.name, ()))
            .prefetch_related(*BESIDE.get(kind.name, ()))
        )
        for kind in section.kinds
    }
    single: Any = None
    if section.single:
        single = (
            section.single.model._default_manager.filter(account=account)
            .select_related("updated_by")
            .first()
        )
    written = [row for some in rows.values() for row in some] + ([single] if single else [])
    last = max(written, key=lambda row: row.updated_at, default=None)
    updated_on = timezone.localdate(last.updated_at) if last else None
    is_empty = not written
    return Shown(
        section=section,
        rows=rows,
        single=single,
        completeness=FULL
        if nothing and is_empty
        else _completeness(account, section, people, rows, single, today),
        updated_on=updated_on,
        updated_by=last.updated_by if last else None,
        is_old=rules.is_old(updated_on, today, after=section.old_after),
        nothing=nothing if is_empty else None,
        today=today,
        stakeholders=people if section.name == "people" else None,
    )


def _completeness(
    account: Account,
    section: Section,
    people: Stakeholders,
    rows: Mapping[str, Sequence[Any]],
    single: Any,
    today: date,
) -> Completeness:
    if section.single:
        return rules.texts(single, ASKS_OF_TEXTS[section.name])
    if section.name == "people":
        return rules.people([one.contact for one in people.people])
    if section.name == "history":
        return rules.history(
            rows["events"],
            rows["revenues"],
            rows["interactions"],
            is_dated=account.client_since_on is not None,
            today=today,
        )
    (of_kind,) = rows.values()
    return RULES[section.name](of_kind)
