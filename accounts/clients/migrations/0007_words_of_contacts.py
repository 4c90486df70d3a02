from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('clients', '0006_by_name'),
    ]

    operations = [
        AddTrigramsGently('contact', 'words_of_contacts', ['name', 'position', 'email']),
    ]
