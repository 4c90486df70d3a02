from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('profile', '0006_judgements_of_owners'),
    ]

    operations = [
        AddTrigramsGently('commitment', 'words_of_commitments', ['promise', 'outcome']),
    ]
