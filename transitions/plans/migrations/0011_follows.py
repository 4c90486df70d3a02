import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    safe_because = {
        "adding-foreign-key-constraint": "The column is new and empty: there is nothing to check.",
    }

    dependencies = [
        ('plans', '0010_pins'),
    ]

    operations = [
        migrations.AddField(
            model_name='transition',
            name='follows',
            field=models.ForeignKey(blank=True, db_index=False, help_text='The handover of the same account whose lessons and open points go along.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='plans.transition'),
        ),
    ]
