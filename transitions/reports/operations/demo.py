"""What who takes over in the demo company has gone through of the research lists."""

from __future__ import annotations

from datetime import datetime, timedelta

from transitions.plans.models import Transition
from transitions.plans.operations.working import Who
from transitions.reports.choices import Edition
from transitions.reports.operations import readings
from transitions.reports.operations.readings import Ticked
from transitions.reports.queries.transfer import material, transfer_of
from transitions.reports.queries.transfer.research import NAME, lines_of


def build(*, now: datetime) -> None:
    """Tick every second line off, where both have begun with the dossier."""
    begun = Transition.objects.active().filter(seals__isnull=False)
    for found in begun.select_related("incoming").distinct().order_by("pk"):
        section = transfer_of(material(found.pk, now), Edition.FULL).section(NAME)
        for ago, line in enumerate(lines_of(section)[::2], start=1):
            ticked = Ticked(line.key, line.version, is_read=True)
            readings.tick(found.pk, ticked, Who(found.incoming, now - timedelta(hours=9 * ago)))
