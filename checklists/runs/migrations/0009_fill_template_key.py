from collections import defaultdict
from typing import Any

from django.db import migrations, transaction

BATCH = 200
"""So many checklists at once: some eight thousand items."""


def fill(apps: Any, schema_editor: Any) -> None:
    """Let every item that came from a template know its key there, by its number and title.

    It walks through the checklists once, so it ends whatever is written meanwhile.
    """
    alias = schema_editor.connection.alias
    checklists = apps.get_model('runs', 'Checklist').objects.using(alias).order_by('pk')
    last = 0
    while True:
        with transaction.atomic(alias):
            found = dict(checklists.filter(pk__gt=last).values_list('pk', 'template')[:BATCH])
            if not found:
                return
            last = max(found)
            fill_in(apps, alias, found)


def fill_in(apps: Any, alias: str, found: dict[int, int]) -> None:
    """Write the keys of these checklists; one update for each key of a template."""
    sources = apps.get_model('library', 'TemplateItem').objects.using(alias)
    of_templates = sources.filter(phase__template__in=set(found.values())).values_list(
        'phase__template', 'phase__number', 'position', 'title', 'key'
    )
    keys = {(template, f'{number}.{place}', title): key for template, number, place, title, key in of_templates.order_by()}
    items = apps.get_model('runs', 'Item').objects.using(alias).order_by()
    waiting = items.filter(checklist__in=found, template_key='', request_key=None)
    by_key: dict[str, list[int]] = defaultdict(list)
    for pk, checklist, number, title in waiting.values_list('pk', 'checklist', 'number', 'title'):
        if key := keys.get((found[checklist], number, title)):
            by_key[key].append(pk)
    for key, pks in by_key.items():
        items.filter(pk__in=pks).update(template_key=key)


class Migration(migrations.Migration):
    """In batches, each in a transaction, so that it can stop and go on."""

    atomic = False

    dependencies = [
        ('runs', '0008_template_key'),
        ('library', '0005_amount_with_revenue'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
