"""Who leaves, or has left, and still has accounts that nobody takes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Subquery

from accounts.clients.models import Account
from accounts.people.rules import Gone, gone
from checklists.library.models import Template
from config.lib import words
from config.lib.workdays import WorkCalendar
from transitions.plans.choices import State
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who leaves with accounts that no running transition takes over; without a day they
    are `gone`. Of those accounts `without` a successor, `drafts` have a transition that has not
    been started, and `received` came in one that has to end before another begins.
    """

    person_id: int
    name: str
    leaves_on: date | None
    gone: Gone | None
    accounts: int
    without: int
    drafts: int
    received: int
    start_by: date | None
    today: date

    @property
    def fact(self) -> str:
        if self.leaves_on is None:
            return f"{self.name} {self.gone}."
        return words.sentence(
            f"{self.name} leaves on {words.day(self.leaves_on, today=self.today)}"
        )

    @property
    def sentence(self) -> str:
        """What is missing, and until when it can still be mended."""
        said = [self._missing, self._drafted, self._in_time, self._came]
        return " ".join(filter(None, said))

    @property
    def _missing(self) -> str:
        if self.leaves_on is None:
            return f"Nobody looks after {self._accounts}."
        verb = "has" if self.without == 1 else "have"
        return f"{self._accounts} {verb} no successor yet."

    @property
    def _drafted(self) -> str:
        """Of a draft nobody has been told: it is said, and does not count as a successor."""
        if not self.drafts:
            return ""
        what = "A draft is" if self.drafts == 1 else f"{self.drafts} drafts are"
        return f"{what} prepared, and nobody has been told."

    @property
    def _in_time(self) -> str:
        if self.start_by is None or self.received == self.without:
            return ""
        if self.start_by <= self.today:
            return "Start now to move ownership in time."
        return f"Start by {words.day(self.start_by, today=self.today)} to move ownership in time."

    @property
    def _came(self) -> str:
        """What to do first for accounts that are still being handed to who leaves."""
        if not self.received:
            return ""
        came = "It" if self.without == 1 else str(self.received)
        how = f"{came} came to {self._first_name} in"
        if self.received == 1:
            return f"{how} a transition that still runs; complete that one, then start another."
        return f"{how} transitions that still run; complete these, then start others."

    @property
    def label(self) -> str:
        """What the link to exactly those without a successor says."""
        return "See the account" if self.without == 1 else f"See the {self.without} accounts"

    @property
    def _accounts(self) -> str:
        """“Victor's 3 accounts”, or “2 of Victor's 3 accounts” where one has a successor."""
        whose = f"{self._first_name}’s"
        noun = "account" if self.accounts == 1 else f"{self.accounts} accounts"
        some = "" if self.without == self.accounts else f"{self.without} of "
        return f"{some}{whose} {noun}"

    @property
    def _first_name(self) -> str:
        return self.name.split(" ")[0]


def leaving(accounts: QuerySet[Account], calendar: WorkCalendar, today: date) -> list[Leaving]:
    """The owners of these accounts who leave or have left, and have accounts without a successor;
    one query. Who is gone comes first, then who leaves first.

    They should start so early that the usual checklist moves ownership on their last day. An
    account changes hands while a running transition takes it from its owner; the list of accounts
    has the same filter, so both name the same rows.
    """
    drafted = Transition.objects.filter(state=State.DRAFT).from_owner()
    without = Q(is_changing_hands=False)
    usual = Template.objects.published().filter(key=settings.USUAL_TEMPLATE).values("ownership_day")
    found = (
        accounts.filter(Q(owner__is_active=False) | Q(owner__last_day_on__isnull=False))
        .order_by()
        .alias(is_drafted=drafted)
        .values("owner", "owner__full_name", "owner__last_day_on", "owner__is_active")
        .annotate(
            owned=Count("pk"),
            without=Count("pk", filter=without),
            drafts=Count("pk", filter=without & Q(is_drafted=True)),
            received=Count("pk", filter=without & Q(handover__isnull=False)),
            days=Subquery(usual[:1]),
        )
        .filter(without__gt=0)
        .order_by(F("owner__last_day_on").asc(nulls_last=True), "owner__full_name")
    )
    by_day = [_leaving(row, calendar, today) for row in found]
    return sorted(by_day, key=lambda person: person.gone is None)


def _leaving(row: Mapping[str, Any], calendar: WorkCalendar, today: date) -> Leaving:
    last_day, days = row["owner__last_day_on"], row["days"]
    why = gone(is_active=row["owner__is_active"], last_day_on=last_day, today=today)
    leaves_on = None if why else last_day
    return Leaving(
        person_id=row["owner"],
        name=row["owner__full_name"],
        leaves_on=leaves_on,
        gone=why,
        accounts=row["owned"],
        without=row["without"],
        drafts=row["drafts"],
        received=row["received"],
        start_by=calendar.add(leaves_on, -days) if leaves_on and days else None,
        today=today,
    )
