from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef

BATCH = 500


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What stands at a contact is told as that of who looks after the account, without a day.

    Only where nobody else has done so: then it may be that of others.
    """
    alias = schema_editor.connection.alias
    ownerships = apps.get_model('clients', 'Ownership').objects.using(alias)
    rapports = apps.get_model('profile', 'Rapport').objects.using(alias)
    owner = OuterRef('account__owner')
    others = ownerships.filter(account=OuterRef('account')).exclude(person=owner)
    told = rapports.filter(contact=OuterRef('pk'), person=owner)
    contacts = apps.get_model('clients', 'Contact').objects.using(alias)
    left = contacts.filter(relationship__isnull=False).exclude(Exists(others) | Exists(told))
    rows = left.order_by().values_list('pk', 'account__owner', 'relationship')
    while found := list(rows[:BATCH]):
        rapports.bulk_create(
            rapports.model(contact_id=contact, person_id=person, strength=strength)
            for contact, person, strength in found
            if strength is not None
        )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('clients', '0010_contacts_say_who_wrote_them'),
        ('profile', '0005_days_of_judgements'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
