from django.db import migrations

from config.lib.migrations import AddTrigramsGently


class Migration(migrations.Migration):
    """An index on a table in use: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('dossier', '0007_withdrawn_unanswered'),
    ]

    operations = [
        AddTrigramsGently('question', 'words_of_questions', ['text', 'answer']),
    ]
