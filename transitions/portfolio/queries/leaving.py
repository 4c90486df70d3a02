"""Who leaves and still has accounts that nobody takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.clients.models import Account
from checklists.library.choices import USUAL_TEMPLATE
from checklists.library.models import Template
from config.lib import words
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition

MOST = 3
"""Notices at once; who leaves first comes first."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who leaves with accounts that have no open transition."""

    person_id: int
    name: str
    leaves_on: date
    accounts: int
    without: int
    start_by: date | None
    today: date

    @property
    def fact(self) -> str:
        return f"{self.name} leaves on {words.day_of_year(self.leaves_on)}."

    @property
    def sentence(self) -> str:
        """What is missing, and until when it can still be mended."""
        first_name = self.name.split(" ")[0]
        has = "has" if self.without == 1 else "have"
        if self.without == self.accounts:
            noun = "account" if self.accounts == 1 else f"{self.accounts} accounts"
            missing = f"{first_name}'s {noun} {has} no successor yet."
        else:
            missing = (
                f"{self.without} of {first_name}'s {self.accounts} accounts {has} no successor yet."
            )
        if self.start_by is None:
            return missing
        if self.start_by <= self.today:
            return f"{missing} Start now to move ownership in time."
        return (
            f"{missing} Start by {words.day(self.start_by, today=self.today)} "
            f"to move ownership in time."
        )


def leaving(accounts: QuerySet[Account], calendar: WorkCalendar, today: date) -> list[Leaving]:
    """The owners of these accounts who leave and have accounts without a successor; one query.

    They should start so early that the usual checklist moves ownership on their last day.
    """
    planned = Exists(Transition.objects.open().filter(account=OuterRef("pk")))
    usual = Template.objects.published().filter(key=USUAL_TEMPLATE).values("ownership_day")
    found = (
        accounts.filter(owner__is_active=True, owner__last_day_on__gte=today)
        .order_by()
        .alias(is_planned=planned)
        .values("owner", "owner__full_name", "owner__last_day_on")
        .annotate(
            owned=Count("pk"),
            without=Count("pk", filter=Q(is_planned=False)),
            days=Subquery(usual[:1]),
        )
        .filter(without__gt=0)
        .order_by("owner__last_day_on", "owner__full_name")[:MOST]
    )
    return [
        Leaving(
            person_id=row["owner"],
            name=row["owner__full_name"],
            leaves_on=last_day,
            accounts=row["owned"],
            without=row["without"],
            start_by=calendar.add(last_day, -row["days"]) if row["days"] else None,
            today=today,
        )
        for row in found
        if (last_day := row["owner__last_day_on"])
    ]
