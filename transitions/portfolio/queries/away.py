"""Who is away around the day on which an account comes to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.people.models import Absence
from config.lib import words
from config.lib.kept import KeptValues
from transitions.portfolio.queries.running import Light

AROUND = timedelta(days=7)
"""How long before and after the move of ownership the incoming KAM should be here."""


@dataclass(frozen=True, slots=True)
class Away:
    """The first absence of somebody around a handover to them, and how many handovers it meets."""

    first: date
    last: date
    handovers: int

    @property
    def sentence(self) -> str:
        """“Away 7 – 18 Dec, when 2 accounts come in.”"""
        come = "an account comes" if self.handovers == 1 else f"{self.handovers} accounts come"
        return f"Away {words.days(self.first, self.last)}, when {come} in."


AHEAD = KeptValues(
    lambda people, today: (
        Absence.objects.filter(person__in=people, ends_on__gte=today)
        .order_by("starts_on", "pk")
        .values_list("person", "starts_on", "ends_on")
    )
)


def away(seen: Iterable[Light], today: date) -> dict[int, Away]:
    """The incoming KAMs of these transitions who are away within a week of the move, by id; one
    query, and none where nobody waits for an account.
    """
    moves: defaultdict[int, list[date]] = defaultdict(list)
    for row in seen:
        if row.is_running and row.moved_at is None:
            moves[row.incoming_id].append(row.owns_on)
    found: dict[int, Away] = {}
    for person, first, last in AHEAD.rows(list(moves), today):
        met = sum(first - AROUND <= day <= last + AROUND for day in moves[person])
        if met:
            found.setdefault(person, Away(first, last, met))
    return found
