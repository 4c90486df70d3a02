from django.db import migrations, models

from config.lib.migrations import AddConstraintGently


class Migration(migrations.Migration):
    """A check on a table in use: by itself, so that nobody waits while it is proved."""

    atomic = False

    dependencies = [
        ('library', '0004_conditions'),
    ]

    operations = [
        AddConstraintGently(
            model_name='templateitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('only_when', 'revenue'), ('revenue_above__isnull', False)), models.Q(models.Q(('only_when', 'revenue'), _negated=True), ('revenue_above__isnull', True)), _connector='OR'), name='an amount stands with revenue alone'),
        ),
    ]
