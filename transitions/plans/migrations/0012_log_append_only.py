import django.db.models.deletion
from django.db import migrations, models

from config.lib.append_only import MakeAppendOnly


class Migration(migrations.Migration):
    """The database refuses to change or delete an entry; a transition with a log stays.

    No server has ever done either, so that the version before goes on as it is.
    """

    dependencies = [
        ('plans', '0011_follows'),
    ]

    operations = [
        migrations.AlterField(
            model_name='logentry',
            name='transition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='log', to='plans.transition'),
        ),
        MakeAppendOnly('logentry'),
    ]
