"""When a transition ended."""

from __future__ import annotations

from django.db.models import Case, DateTimeField, F, OuterRef, Subquery, When

from transitions.plans.choices import LogKind, State
from transitions.plans.models import LogEntry


def ended_at() -> Case:
    """The moment a transition was completed or cancelled; nothing while it is open.

    Only the log knows when one was cancelled: that was the last change of its state. The day of
    it is told by the clock of the site (`site_day`), so that a report, a page and a list say the
    same to everybody.
    """
    changes = LogEntry.objects.filter(transition=OuterRef("pk"), kind=LogKind.LIFECYCLE)
    return Case(
        When(state=State.COMPLETED, then=F("completed_at")),
        When(state=State.CANCELLED, then=Subquery(changes.values("happened_at")[:1])),
        output_field=DateTimeField(),
    )
