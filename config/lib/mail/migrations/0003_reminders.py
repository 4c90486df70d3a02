
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0002_mentions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('digest', 'Digest'), ('account', 'Sign-in'), ('mention', 'Mention'), ('reminder', 'Reminder')], max_length=20),
        ),
    ]
