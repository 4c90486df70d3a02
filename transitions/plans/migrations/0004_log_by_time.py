from django.db import migrations, models

from config.lib.migrations import AddIndexGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('plans', '0003_active_by_health'),
    ]

    operations = [
        AddIndexGently(
            model_name='logentry',
            index=models.Index(fields=['-happened_at', '-id'], name='log_by_time'),
        ),
    ]
