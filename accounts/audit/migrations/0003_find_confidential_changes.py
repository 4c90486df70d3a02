from django.db import migrations, models
from django.db.models import Q

from config.lib.migrations import AddIndexGently


class Migration(migrations.Migration):
    """The few changes that not everybody reads, found without a look at all the others."""

    atomic = False

    dependencies = [
        ('audit', '0002_visits_and_levels'),
    ]

    operations = [
        AddIndexGently(
            model_name='fieldchange',
            index=models.Index(
                condition=Q(is_confidential=True),
                fields=['account', 'row'],
                name='confidential_changes',
            ),
        ),
    ]
