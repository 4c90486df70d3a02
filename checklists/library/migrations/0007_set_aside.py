from django.db import migrations, models


class Migration(migrations.Migration):
    """Versions that are retired so far were in use once."""

    dependencies = [
        ('library', '0006_editing'),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='is_set_aside',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='Retired as a draft that came with Changeover, without ever being published.'),
        ),
    ]
