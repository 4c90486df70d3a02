import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.lib.append_only import MakeAppendOnly


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clients', '0006_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FieldChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_at', models.DateTimeField()),
                ('about', models.CharField(help_text='What the account or person was called.', max_length=200)),
                ('thing', models.CharField(blank=True, help_text='Such as the contact’s name.', max_length=200)),
                ('what', models.CharField(help_text='Such as account.tier; account for all of it.', max_length=60)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('account', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Whose field it is, or whose contact’s; it may be gone.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='clients.account')),
                ('by', models.ForeignKey(blank=True, help_text='Empty when Changeover itself did it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, db_index=False, help_text='Whose field it is, or whose absence.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-happened_at', '-pk'],
                'indexes': [models.Index(fields=['account', '-happened_at', '-id'], name='changes_of_account'), models.Index(fields=['person', '-happened_at', '-id'], name='changes_of_person'), models.Index(fields=['-happened_at', '-id'], name='changes_by_time')],
            },
        ),
        MakeAppendOnly('fieldchange'),
    ]
