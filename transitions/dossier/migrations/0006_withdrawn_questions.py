from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('dossier', '0005_question_bank'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, help_text='When who asked took it back; it counts no more.', null=True),
        ),
    ]
