from django.db import migrations, models

from config.lib.migrations import AddIndexGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('plans', '0002_health_history'),
    ]

    operations = [
        AddIndexGently(
            model_name='transition',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['health'], name='active_by_health'),
        ),
    ]
