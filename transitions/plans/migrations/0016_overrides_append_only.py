import django.db.models.deletion
from django.db import migrations, models

from config.lib.append_only import MakeAppendOnly


class Migration(migrations.Migration):
    """The database refuses to change or delete an override, as it does for the log."""

    dependencies = [
        ('plans', '0015_counts_from'),
    ]

    operations = [
        migrations.AlterField(
            model_name='gateoverride',
            name='transition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='plans.transition'),
        ),
        MakeAppendOnly('gateoverride'),
    ]
