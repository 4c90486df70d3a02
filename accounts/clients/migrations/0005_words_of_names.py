from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('clients', '0004_find_confidential'),
    ]

    operations = [
        AddTrigramsGently('account', 'words_of_account_names', ['name']),
    ]
