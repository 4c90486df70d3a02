from typing import Any

from django.db import migrations

BATCH = 2000
RUNNING = ('active', 'on_hold')
TROUBLE = {'on': 0, 'risk': 1, 'off': 2}


def tell(apps: Any, schema_editor: Any) -> None:
    """Tell accounts of the handovers that are under way; what is told already stays."""
    alias = schema_editor.connection.alias
    handovers = apps.get_model('clients', 'Handover').objects.using(alias)
    running = apps.get_model('plans', 'Transition').objects.using(alias).filter(state__in=RUNNING)
    last = 0
    while found := list(running.filter(pk__gt=last).order_by('pk')[:BATCH]):
        last = found[-1].pk
        handovers.bulk_create(
            [
                handovers.model(
                    account_id=one.account_id,
                    moves_on=None if one.ownership_moved_at else one.owns_on,
                    trouble=TROUBLE[one.health] if one.state == 'active' else 0,
                )
                for one in found
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    """In batches, each by itself, so that nobody waits and it can stop and go on."""

    atomic = False

    dependencies = [
        ('clients', '0003_handovers'),
        ('plans', '0006_fill_day_ownership_moved'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
