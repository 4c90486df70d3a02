from django.db import migrations, models

from config.lib.migrations import AddConstraintGently


class Migration(migrations.Migration):
    """A check on a table in use: by itself, so that nobody waits while old rows are read."""

    atomic = False

    dependencies = [
        ('dossier', '0006_withdrawn_questions'),
    ]

    operations = [
        AddConstraintGently(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('answered_at__isnull', True), ('asked_by__isnull', False), ('prompt', '')), _connector='OR'), name='who asked takes back what is not answered'),
        ),
    ]
