"""All of a profile: what is known in each section, how much that is, and how old."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile import rules
from accounts.profile.models import (
    Commitment,
    Contract,
    Document,
    Interaction,
    Opportunity,
    YearlyRevenue,
)
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import Reach, reach
from accounts.profile.queries.shown import Sections, Shown, read
from accounts.profile.queries.stakeholders import Stakeholders, stakeholders
from accounts.profile.rules import Completeness

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
    "commitments": rules.commitments,
    "documents": rules.documents,
    "systems": rules.systems,
}
"""When a section that is one kind of row is complete."""


@dataclass(frozen=True)
class ProfileSection(Shown):
    """A section of the profile; that of people has them, and who judged them."""

    folder = "accounts/profile/sections"
    book = "profile"
    stakeholders: Stakeholders | None = None

    def judge(self) -> Completeness:
        if self.section.single:
            return rules.texts(self.single, ASKS_OF_TEXTS[self.section.name])
        if self.stakeholders:
            return rules.people([one.contact for one in self.stakeholders.people])
        if self.section.name == "history":
            return rules.history(
                *self.rows.values(),
                is_dated=self.account.client_since_on is not None,
                today=self.today,
            )
        (of_kind,) = self.rows.values()
        return RULES[self.section.name](of_kind)

    @property
    def quarters(self) -> tuple[tuple[str, str, str], ...]:
        """The four texts of a section, each with its title and what it asks."""
        asks = ASKS_OF_TEXTS[self.section.name]
        return tuple(
            (QUARTERS[name], getattr(self.single, name, ""), asked) for name, asked in asks
        )

    @property
    def talks(self) -> Sequence[Interaction]:
        """The newest interactions; the rest has a page of its own."""
        return self.rows["interactions"][:NEWEST]

    @property
    def revenues(self) -> tuple[tuple[YearlyRevenue, int], ...]:
        """Each year, and how long its bar is, in percent of the best."""
        rows: Sequence[YearlyRevenue] = self.rows["revenues"]
        most = max((row.amount for row in rows), default=Decimal(0)) or Decimal(1)
        return tuple((row, round(100 * row.amount / most)) for row in rows)

    @property
    def mean_revenue(self) -> Decimal:
        """What a recorded year brought on average, in whole units of the currency."""
        rows: Sequence[YearlyRevenue] = self.rows["revenues"]
        return (sum((row.amount for row in rows), Decimal(0)) / len(rows)).quantize(Decimal(1))

    @property
    def open_opportunities(self) -> tuple[Opportunity, ...]:
        rows: Sequence[Opportunity] = self.rows["opportunities"]
        return tuple(row for row in rows if row.is_open)

    @property
    def open_value(self) -> Decimal:
        """What the open opportunities are worth together, as far as it is known."""
        return sum((row.value or Decimal(0) for row in self.open_opportunities), Decimal(0))

    @property
    def open_commitments(self) -> tuple[Commitment, ...]:
        rows: Sequence[Commitment] = self.rows["commitments"]
        return tuple(row for row in rows if row.is_open)

    @property
    def promised_value(self) -> Decimal:
        """What the open commitments are worth together, as far as it is known."""
        return sum((row.value or Decimal(0) for row in self.open_commitments), Decimal(0))

    @property
    def documents(self) -> tuple[tuple[Document, bool], ...]:
        """Each document, and whether somebody should read it again."""
        rows: Sequence[Document] = self.rows["documents"]
        return tuple(
            (row, rules.is_due_for_review(row.reviewed_on, row.review_months, self.today))
            for row in rows
        )

    @property
    def contracts(self) -> tuple[tuple[Contract, Document | None], ...]:
        """Each contract, and its paper where the reader may know of that."""
        rows: Sequence[Contract] = self.rows["contracts"]
        hides_all = self.reach.hides("profile", "documents")
        return tuple(
            (row, None if hides_all or self.reach.hides_row(row.document) else row.document)
            for row in rows
        )

    @cached_property
    def written(self) -> Sequence[Any]:
        """All rows of the section, with the contacts of whom it is kept who wrote them."""
        people = self.stakeholders.people if self.stakeholders else ()
        return [*super().written, *(one.contact for one in people if one.contact.updated_at)]

    @property
    def is_empty(self) -> bool:
        people = self.stakeholders is not None and bool(self.stakeholders.people)
        return not people and not self.written


def profile_page(
    account: Account, user: User, today: date, allowed: Reach | None = None
) -> Sections[ProfileSection]:
    """Everything known of an account; as many queries as there are kinds, and a few more."""
    allowed = allowed or reach(user, account)
    return read(
        ProfileSection,
        PROFILE,
        account,
        today,
        reach=allowed,
        stakeholders={"people": people_of(account, user, allowed)},
    )


def people_of(account: Account, user: User, allowed: Reach) -> Stakeholders:
    """The people there; when somebody last talked to them is history, and hidden with that."""
    found = stakeholders(account, user)
    if not allowed.hides("profile", "history"):
        return found
    return replace(found, people=tuple(replace(one, last_talked_on=None) for one in found.people))
