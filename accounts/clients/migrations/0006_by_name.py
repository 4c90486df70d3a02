from django.db import migrations, models

from config.lib.migrations import AddIndexGently


class Migration(migrations.Migration):
    """A page of the register, as it is sorted at first, without a look at all the other pages."""

    atomic = False

    dependencies = [
        ('clients', '0005_words_of_names'),
    ]

    operations = [
        AddIndexGently(
            model_name='account',
            index=models.Index(fields=['name', 'id'], name='accounts_by_name'),
        ),
    ]
