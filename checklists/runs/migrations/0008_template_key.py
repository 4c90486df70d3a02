from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runs', '0007_latest_plan'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='template_key',
            field=models.SlugField(blank=True, db_default='', db_index=False, default='', help_text='By which the versions of its template know it; empty for one added by hand.', max_length=60),
        ),
    ]
