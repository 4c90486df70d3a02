from django.db import migrations, models

from config.lib.migrations import AddIndexGently, RemoveIndexGently


class Migration(migrations.Migration):
    """A wider index instead of a narrow one: by itself, so that nobody waits while it is built."""

    atomic = False

    dependencies = [
        ('plans', '0007_tell_accounts'),
    ]

    operations = [
        AddIndexGently(
            model_name='logentry',
            index=models.Index(
                fields=['transition', '-happened_at', '-id', 'responsible'],
                name='log_by_transition',
            ),
        ),
        RemoveIndexGently(model_name='logentry', name='log_of_transition'),
    ]
