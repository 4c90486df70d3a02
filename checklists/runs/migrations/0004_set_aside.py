from django.db import migrations, models


class Migration(migrations.Migration):
    """Another word for readers; the table stays as it is."""

    dependencies = [
        ('runs', '0003_fill_first_plan_of_phases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='item',
            name='state',
            field=models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('skipped', 'Set aside')], default='open', max_length=10),
        ),
    ]
