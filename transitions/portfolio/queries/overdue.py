"""What is overdue: how many items, how many there were, and whom they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from accounts.people.rules import gone
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import TransitionQuerySet
from transitions.portfolio.rules import Waiting

WEEKS = 8
TRANSITION = "checklist__transition"
FACTS = ("full_name", "last_day_on", "is_active")


@dataclass(frozen=True, slots=True)
class Overdue:
    """Overdue items now and at this time of the last weeks, oldest first, with today's last."""

    weeks: tuple[int, ...]

    @property
    def count(self) -> int:
        return self.weeks[-1]

    @property
    def more(self) -> int:
        """How many more there are than a week ago; negative when there are fewer."""
        return self.weeks[-1] - self.weeks[-2]

    @property
    def fewer(self) -> int:
        return -self.more

    @property
    def in_words(self) -> str:
        return ", ".join(map(str, self.weeks))

    @property
    def columns(self) -> list[tuple[int, float, float]]:
        """A column per week: place, top and height in pixels."""
        most = max(*self.weeks, 1)
        heights = [max(round(count / most * 20.7, 1), 1.0) for count in self.weeks]
        return [(place * 15, round(22 - tall, 1), tall) for place, tall in enumerate(heights)]


def items(transitions: TransitionQuerySet, today: date) -> QuerySet[Item]:
    """The overdue items of those transitions that are active."""
    return Item.objects.overdue(today).filter(**{f"{TRANSITION}__in": transitions.active()})


def overdue(transitions: TransitionQuerySet, *, now: datetime, today: date) -> Overdue:
    """Count overdue items for each of the last weeks; one query.

    An item was overdue at a moment if it had been due before that day, was not closed by then,
    and its transition was not completed by then. Transitions on hold or cancelled are left out:
    their items wait for nobody.
    """
    oldest = now - timedelta(weeks=WEEKS - 1)
    worked_on = transitions.filter(
        Q(state=State.ACTIVE) | Q(state=State.COMPLETED, completed_at__gt=oldest)
    )
    counted = (
        Item.objects.filter(**{f"{TRANSITION}__in": worked_on.order_by()}, due_on__lt=today)
        .filter(Q(closed_at__isnull=True) | Q(closed_at__gt=oldest))
        .aggregate(now=Count("pk", filter=_is_overdue(today)), **_past(now, today))
    )
    past = [counted[f"week_{ago}"] for ago in range(WEEKS - 1, 0, -1)]
    return Overdue((*past, counted["now"]))


def waiting(transitions: TransitionQuerySet, today: date) -> Waiting | None:
    """The person that most overdue items wait for; of two, the one who leaves first; one query."""
    late = items(transitions, today).filter(assignee__isnull=False).order_by()
    found = (
        late.values("assignee", *(f"assignee__{fact}" for fact in FACTS))
        .annotate(count=Count("pk"))
        .order_by("-count", F("assignee__last_day_on").asc(nulls_last=True), "assignee__full_name")
        .first()
    )
    if found is None:
        return None
    last_day = found["assignee__last_day_on"]
    why = gone(is_active=found["assignee__is_active"], last_day_on=last_day, today=today)
    first_name = found["assignee__full_name"].split(" ")[0]
    return Waiting(first_name, found["count"], None if why else last_day, why)


def _is_overdue(today: date) -> Q:
    return Q(state=ItemState.OPEN, due_on__lt=today, **{f"{TRANSITION}__state": State.ACTIVE})


def _past(now: datetime, today: date) -> dict[str, Count]:
    counts = {}
    for ago in range(1, WEEKS):
        day, moment = today - timedelta(weeks=ago), now - timedelta(weeks=ago)
        open_then = Q(closed_at__isnull=True) | Q(closed_at__gt=moment)
        completed = f"{TRANSITION}__completed_at"
        ran_then = Q(**{f"{completed}__isnull": True}) | Q(**{f"{completed}__gt": moment})
        counts[f"week_{ago}"] = Count("pk", filter=Q(due_on__lt=day) & open_then & ran_then)
    return counts
