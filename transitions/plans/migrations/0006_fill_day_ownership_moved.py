from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import migrations, transaction

BATCH = 2000


def fill(apps: Any, schema_editor: Any) -> None:
    """Keep the day of every move so far, as the clock of the incoming KAM showed it."""
    transitions = apps.get_model('plans', 'Transition').objects.using(schema_editor.connection.alias)
    waiting = transitions.filter(ownership_moved_at__isnull=False, ownership_moved_on__isnull=True)
    while True:
        with transaction.atomic(schema_editor.connection.alias):
            found = list(waiting.select_related('incoming').order_by('pk')[:BATCH])
            for one in found:
                zone = zone_called(one.incoming.time_zone)
                one.ownership_moved_on = one.ownership_moved_at.astimezone(zone).date()
            transitions.bulk_update(found, ['ownership_moved_on'])
        if not found:
            return


def zone_called(name: str) -> ZoneInfo:
    """A time zone by its name; names that have gone out of use do not stop a release."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


class Migration(migrations.Migration):
    """In batches, each in a transaction, so that it can stop and go on."""

    atomic = False

    dependencies = [
        ('plans', '0005_day_ownership_moved'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
