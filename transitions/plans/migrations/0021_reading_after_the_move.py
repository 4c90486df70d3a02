from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0020_read_confidential'),
    ]

    operations = [
        migrations.AddField(
            model_name='transition',
            name='access_days',
            field=models.PositiveSmallIntegerField(db_default=30, default=30, help_text='For how many days who handed over reads the account after ownership moved.', verbose_name='days of reading'),
        ),
        migrations.AddField(
            model_name='transition',
            name='dossier_share',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, help_text='How much of the dossier was known when it was last looked at, in percent.', null=True),
        ),
        migrations.AddField(
            model_name='transition',
            name='reads_until',
            field=models.DateField(blank=True, editable=False, help_text='The last day on which who handed over reads it; empty until ownership moved.', null=True),
        ),
    ]
