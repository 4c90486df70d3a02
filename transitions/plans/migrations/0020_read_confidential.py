from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q

OPEN = ('draft', 'active', 'on_hold')


def let_read(apps: Any, schema_editor: Any) -> None:
    """Whoever hands over, takes over or manages reads what is confidential; in one query."""
    alias = schema_editor.connection.alias
    transitions = apps.get_model('plans', 'Transition').objects.using(alias)
    takes_part = transitions.filter(
        Q(outgoing=OuterRef('person'))
        | Q(incoming=OuterRef('person'))
        | Q(manager=OuterRef('person')),
        account=OuterRef('account'),
        state__in=OPEN,
    )
    accesses = apps.get_model('clients', 'Access').objects.using(alias)
    accesses.filter(Exists(takes_part)).update(reads_confidential=True)


class Migration(migrations.Migration):
    """In one statement of its own, so that nobody waits; it can be done again."""

    atomic = False

    dependencies = [
        ('clients', '0009_access_by_level'),
        ('plans', '0019_alter_logentry_kind'),
    ]

    operations = [
        migrations.RunPython(let_read, migrations.RunPython.noop),
    ]
