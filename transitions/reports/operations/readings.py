"""Who takes over ticks off what they have gone through."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who
from transitions.reports.models import Reading
from transitions.reports.operations.transfers import edition_for
from transitions.reports.permissions import may_research
from transitions.reports.queries.transfer import material, transfer_of
from transitions.reports.queries.transfer.research import NAME, line_of

GONE = "This is not on the list any more."
CHANGED = "This has changed since you opened the page. Look at it again, then tick it."


@dataclass(frozen=True, slots=True)
class Ticked:
    """A line of the list as a page showed it, and whether it was gone through."""

    key: str
    version: int
    is_read: bool


@transaction.atomic
def tick(transition_id: int, ticked: Ticked, who: Who) -> None:
    """Tick a line off, or take that back; safe to do twice.

    Raises:
        Refused: it is not theirs to tick, or the list has no such line, or that has changed.
    """
    transition = lock(transition_id)
    if not may_research(who.by, transition):
        raise Refused(f"{transition.incoming} goes through the research list.")
    edition = edition_for(who.by, transition.account)
    now = transfer_of(material(transition_id, who.now), edition)
    line = line_of(now.section(NAME), ticked.key)
    if line is None:
        raise Refused(GONE)
    readings = Reading.objects.filter(transition=transition, what=ticked.key, read_by=who.by)
    if not ticked.is_read:
        readings.delete()
    elif line.version != ticked.version:
        raise Refused(CHANGED)
    elif not readings.filter(version=line.version).exists():
        Reading.objects.update_or_create(
            transition=transition,
            what=ticked.key,
            read_by=who.by,
            defaults={"version": line.version, "read_at": who.now},
        )
