from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0014_gates'),
    ]

    operations = [
        migrations.AddField(
            model_name='transition',
            name='counts_from',
            field=models.DateField(blank=True, editable=False, help_text='From when open items are counted, where it stood still since its start.', null=True),
        ),
    ]
