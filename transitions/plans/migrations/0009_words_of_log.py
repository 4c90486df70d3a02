from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('plans', '0008_log_by_transition'),
    ]

    operations = [
        AddTrigramsGently('logentry', 'words_of_log', ['activity', 'notes']),
    ]
