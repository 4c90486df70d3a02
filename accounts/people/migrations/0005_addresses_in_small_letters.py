from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Lower

BATCH = 500


def lower(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody could sign in by an address with a capital; no two people differ by capitals alone."""
    for name in ('User', 'Invitation'):
        rows = apps.get_model('people', name).objects.using(schema_editor.connection.alias)
        typed = rows.exclude(email=Lower('email')).order_by().values_list('pk', flat=True)
        while found := list(typed[:BATCH]):
            rows.filter(pk__in=found).update(email=Lower('email'))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('people', '0004_public_holidays'),
    ]

    operations = [
        migrations.RunPython(lower, migrations.RunPython.noop),
    ]
