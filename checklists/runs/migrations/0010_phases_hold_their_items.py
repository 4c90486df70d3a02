from collections import defaultdict
from typing import Any

from django.db import migrations, transaction
from django.db.models import Min, Q
from django.db.models.functions import Coalesce

BATCH = 200
"""So many checklists at once: some eight thousand items."""
DAYS = ['starts_on', 'planned_from', 'replanned_from']
OF_STAGES = {'starts_on': 'starts_on', 'planned_from': 'planned_from', 'agreed_from': 'replanned_from'}


def mend(apps: Any, schema_editor: Any) -> None:
    """Let every phase begin with its first item, where that is due before the phase began.

    It walks through the checklists once, so it ends whatever is written meanwhile.
    """
    alias = schema_editor.connection.alias
    checklists = apps.get_model('runs', 'Checklist').objects.using(alias).order_by('pk')
    last = 0
    while True:
        with transaction.atomic(alias):
            found = list(checklists.select_for_update().filter(pk__gt=last)[:BATCH])
            if not found:
                return
            last = found[-1].pk
            mend_some(apps, alias, found)


def mend_some(apps: Any, alias: str, found: list[Any]) -> None:
    """Write the days of the phases of these checklists, and of their stages; four queries."""
    phases = apps.get_model('runs', 'Phase').objects.using(alias)
    items = apps.get_model('runs', 'Item').objects.using(alias).filter(checklist__in=found)
    in_plan = Q(request_key=None)
    firsts = items.order_by().values('phase').annotate(
        starts_on=Min('due_on'),
        planned_from=Min('planned_on', filter=in_plan),
        replanned_from=Min(Coalesce('replanned_on', 'planned_on'), filter=in_plan),
    )
    first = {row['phase']: row for row in firsts}
    by_checklist = defaultdict(list)
    for phase in phases.filter(checklist__in=found):
        by_checklist[phase.checklist_id].append(phase)
        for name in DAYS:
            day, due = getattr(phase, name), first.get(phase.pk, {}).get(name)
            if day and due and due < day:
                setattr(phase, name, due)
    phases.bulk_update([one for members in by_checklist.values() for one in members], DAYS)
    for checklist in found:
        mend_stages(checklist, by_checklist[checklist.pk])
    apps.get_model('runs', 'Checklist').objects.using(alias).bulk_update(found, ['stages'])


def mend_stages(checklist: Any, phases: list[Any]) -> None:
    """Let the stages of a checklist begin with their phases."""
    for stage in checklist.stages:
        members = [phase for phase in phases if phase.stage == stage['stage']]
        for key, name in OF_STAGES.items():
            days = [day.isoformat() for phase in members if (day := getattr(phase, name))]
            if key in stage:
                stage[key] = min([stage[key], *days])


class Migration(migrations.Migration):
    """In batches, each in a transaction, so that it can stop and go on."""

    atomic = False

    dependencies = [
        ('runs', '0009_fill_template_key'),
    ]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
    ]
