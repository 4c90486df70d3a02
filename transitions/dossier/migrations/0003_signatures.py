import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossier', '0002_decisions'),
        ('plans', '0022_reading_for_a_year'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('outgoing', 'Handed over'), ('incoming', 'Accepted'), ('manager', 'Released')], max_length=10)),
                ('at', models.DateTimeField()),
                ('reservations', models.CharField(blank=True, help_text='What who takes over does not accept yet.', max_length=1000)),
                ('stamp', models.CharField(help_text='Of what the dossier held then.', max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='plans.transition')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('transition', 'side'), name='one signature a side'), models.UniqueConstraint(condition=models.Q(('side', 'manager'), _negated=True), fields=('transition', 'by'), name='nobody signs for both sides'), models.CheckConstraint(condition=models.Q(('side', 'incoming'), ('reservations', ''), _connector='OR'), name='only who takes over has reservations')],
            },
        ),
    ]
