from django.db import migrations, models
from django.db.models import Q

from config.lib.migrations import AddIndexGently


class Migration(migrations.Migration):
    """The few accounts that leaders may not see, found without a look at all the others."""

    atomic = False

    dependencies = [
        ('clients', '0003_handovers'),
    ]

    operations = [
        AddIndexGently(
            model_name='account',
            index=models.Index(
                condition=Q(is_confidential=True), fields=['id'], name='confidential_accounts'
            ),
        ),
    ]
