"""All of a plan: what it says in each section, how much that is, and how old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from accounts.clients.models import Account
from accounts.profile.choices import Stage
from accounts.profile.models import Opportunity
from accounts.profile.queries.levels import Reach
from accounts.profile.queries.shown import Sections, Shown, read
from accounts.profile.rules import Completeness, texts
from accounts.strategy import rules
from accounts.strategy.models import Action, Diagnosis, Favour, Goal, Measure, Resource
from accounts.strategy.queries.kinds import PLAN
from accounts.strategy.rules import Trend
from config.lib import charts

VALUE_AND_NEEDS: tuple[tuple[str, str, str], ...] = (
    ("worth", "Worth", "What do they bring?"),
    ("profitability", "Profitability", "What is left for us?"),
    ("needs", "Needs", "What do they have to solve?"),
    ("decisions", "How they decide", "Who decides, and by which steps?"),
    ("reasons", "Why they buy", "Why do they buy from us?"),
    ("issues", "Issues", "What stands in the way?"),
)
LINES: Mapping[str, str] = {
    "score": "Independent score",
    "share_of_wallet": "Share of wallet",
    "breadth": "Breadth",
}


@dataclass(frozen=True)
class PlanSection(Shown):
    """A section of the plan; `won` are the opportunities of the profile that came true."""

    folder = "accounts/strategy/sections"
    book = "plan"
    won: Sequence[Opportunity] = ()

    def judge(self) -> Completeness:
        name, first = self.section.name, next(iter(self.rows.values()), ())
        if name == "frame":
            return rules.frame(self.single, first, self.today)
        if name == "worth":
            asks = [(field, asked) for field, _, asked in VALUE_AND_NEEDS]
            return texts(self.single, asks)
        if name == "relationship":
            return rules.relationship(first, self.today)
        if name == "goals":
            return rules.goals(first, self.today)
        if name == "actions":
            return rules.actions(first, self.today)
        of_kind = {
            "measures": rules.measures,
            "resources": rules.resources,
            "balance": rules.favours,
        }
        return of_kind[name](first)

    @property
    def quarters(self) -> tuple[tuple[str, str, str], ...]:
        """The texts of value and needs, each with its title and what it asks."""
        return tuple(
            (title, getattr(self.single, field, ""), asked)
            for field, title, asked in VALUE_AND_NEEDS
        )

    @property
    def is_over(self) -> bool:
        return bool(self.single and self.single.ends_on and self.single.ends_on < self.today)

    @property
    def review_is_late(self) -> bool:
        on = self.single.next_review_on if self.single else None
        return on is not None and on < self.today

    @property
    def picture(self) -> SafeString:
        """The readings of the relationship as lines; empty before there are two."""
        rows: Sequence[Diagnosis] = self.rows["diagnoses"]
        return picture(rows)

    @property
    def goals(self) -> tuple[tuple[Goal, bool], ...]:
        """Each goal, the near ones first, and whether it is late."""
        return self._with_late(self.rows["goals"])

    @property
    def hides_goals(self) -> bool:
        """Whether the goal of an action is nothing for the reader."""
        return self.reach.hides("plan", "goals")

    @property
    def actions(self) -> tuple[tuple[Action, bool], ...]:
        """Each action, and whether it is late; what is over comes last."""
        rows = self._with_late(self.rows["actions"])
        return tuple(sorted(rows, key=lambda one: not one[0].is_open))

    @property
    def measures(self) -> tuple[tuple[Measure, Trend], ...]:
        """Each measure, and where it stands and goes."""
        rows: Sequence[Measure] = self.rows["measures"]
        return tuple(
            (row, rules.trend(tuple(row.readings.all()), row.target, row.direction)) for row in rows
        )

    @property
    def hours(self) -> Decimal:
        rows: Sequence[Resource] = self.rows["resources"]
        return sum((row.monthly_hours or Decimal(0) for row in rows), Decimal(0))

    @property
    def cost(self) -> Decimal:
        """What all resources cost a month, as far as it is known."""
        rows: Sequence[Resource] = self.rows["resources"]
        return sum((row.monthly_cost or Decimal(0) for row in rows), Decimal(0))

    @property
    def given(self) -> Decimal:
        """What all favours cost a year, as far as it is known."""
        rows: Sequence[Favour] = self.rows["favours"]
        return sum((row.yearly_cost or Decimal(0) for row in rows), Decimal(0))

    @property
    def gained(self) -> Decimal:
        """What the opportunities that were won are worth, as far as it is known."""
        return sum((row.value or Decimal(0) for row in self.won), Decimal(0))

    def _with_late(self, rows: Sequence[Any]) -> tuple[tuple[Any, bool], ...]:
        return tuple((row, rules.is_late(row, self.today)) for row in rows)


def picture(rows: Sequence[Diagnosis]) -> SafeString:
    """Breadth, share of wallet and independent score over time, all in percent."""
    lines = [
        charts.Line(
            label,
            tuple(
                (row.taken_on, value)
                for row in reversed(rows)
                if (value := getattr(row, name)) is not None
            ),
        )
        for name, label in LINES.items()
    ]
    return charts.trend(
        lines, "The relationship over time, from 0 to 100. The table below holds the same."
    )


def plan_page(account: Account, today: date, reach: Reach) -> Sections[PlanSection]:
    """The plan of an account; a query for each kind, and a few more.

    What was won is no part of it where the pipeline of the profile is hidden from the reader.
    """
    won = Opportunity.objects.filter(account=account, stage=Stage.WON).select_related("person")
    known = [] if reach.hides("profile", "pipeline") else list(won)
    return read(PlanSection, PLAN, account, today, reach=reach, won={"balance": known})
