from django.db import migrations, models


class Migration(migrations.Migration):
    """Another word for readers; the table stays as it is."""

    dependencies = [
        ('runs', '0004_set_aside'),
    ]

    operations = [
        migrations.AlterField(
            model_name='item',
            name='proof',
            field=models.CharField(choices=[('nothing', 'Nothing'), ('note', 'A note'), ('file', 'A file'), ('meeting', 'A meeting'), ('dossier', 'A note on where it is written down'), ('survey', 'A survey')], default='nothing', max_length=10),
        ),
    ]
