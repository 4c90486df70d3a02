from django.db import migrations, models


class Migration(migrations.Migration):
    """Every item that there is stays one that is always taken."""

    dependencies = [
        ('library', '0003_gates'),
    ]

    operations = [
        migrations.AddField(
            model_name='templateitem',
            name='only_when',
            field=models.CharField(choices=[('always', 'Always'), ('confidential', 'Only when the account is confidential'), ('revenue', 'Only when annual revenue is above an amount'), ('outgoing_left', 'Only when the outgoing KAM has already left')], db_default='always', default='always', help_text='When alone a transition takes this item; it is decided when it starts.', max_length=20),
        ),
        migrations.AddField(
            model_name='templateitem',
            name='revenue_above',
            field=models.PositiveBigIntegerField(blank=True, help_text='A whole amount a year, in the account’s own currency, that revenue has to pass.', null=True),
        ),
    ]
