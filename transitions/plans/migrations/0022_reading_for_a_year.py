from django.db import migrations, models

from config.lib.migrations import AddConstraintGently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('plans', '0021_reading_after_the_move'),
    ]

    operations = [
        AddConstraintGently(
            model_name='transition',
            constraint=models.CheckConstraint(condition=models.Q(('access_days__lte', 365)), name='who handed over reads for a year at most'),
        ),
    ]
