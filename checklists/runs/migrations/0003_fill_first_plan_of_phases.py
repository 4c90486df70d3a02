from datetime import timedelta
from typing import Any

from django.db import migrations, transaction
from django.db.models import Max

BATCH = 400
"""So many checklists at once: some two thousand phases."""


def fill(apps: Any, schema_editor: Any) -> None:
    """Keep the first plan of every phase that was made before there was a place for it.

    Items know the day the first plan gave them, and a phase ended with its last item.
    """
    alias = schema_editor.connection.alias
    phases = apps.get_model('runs', 'Phase').objects.using(alias)
    items = apps.get_model('runs', 'Item').objects.using(alias).filter(request_key=None)
    waiting = phases.filter(planned_until=None).order_by('checklist')
    while True:
        with transaction.atomic(alias):
            found = list(waiting.values_list('checklist', flat=True).distinct()[:BATCH])
            planned = items.filter(checklist__in=found).order_by().values_list('phase')
            last_days = dict(planned.annotate(Max('planned_on')))
            members = list(phases.filter(checklist__in=found).order_by('checklist', 'number'))
            plan(members, last_days)
            phases.bulk_update(members, ['planned_from', 'planned_until'])
        if not found:
            return


def plan(phases: list[Any], last_days: dict[int, Any]) -> None:
    """Give phases, in their order, the days of the first plan; those that have them keep them."""
    before = None
    for phase in phases:
        if before and before.checklist_id != phase.checklist_id:
            before = None
        last = last_days.get(phase.pk, phase.ends_on)
        if phase.planned_until is None:
            phase.planned_from = first_day(phase, last, before)
            phase.planned_until = max(last, phase.planned_from)
        before = phase


def first_day(phase: Any, last: Any, before: Any) -> Any:
    """The day it starts now, but none on which the phase before it was still planned to run.

    Moved items have stretched some phases to the front; unless all its items are due earlier, a
    phase was planned to start after the one before it.
    """
    if before is None:
        return phase.starts_on
    ended_on = before.planned_until
    return max(phase.starts_on, min(ended_on + timedelta(days=1), max(last, ended_on)))


class Migration(migrations.Migration):
    """In batches, each in a transaction, so that it can stop and go on."""

    atomic = False

    dependencies = [
        ('runs', '0002_first_plan_of_phases'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
