from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runs', '0006_words_of_open_items'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='replanned_on',
            field=models.DateField(blank=True, help_text='The day the latest planning gave it; empty while the first plan holds.', null=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='replanned_from',
            field=models.DateField(help_text='Its first day by the latest planning; empty while the first holds.', null=True),
        ),
        migrations.AddField(
            model_name='phase',
            name='replanned_until',
            field=models.DateField(help_text='Its last day by the latest planning; empty while the first holds.', null=True),
        ),
    ]
