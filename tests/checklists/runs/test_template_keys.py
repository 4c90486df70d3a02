"""Items that were made before they knew their key in the template learn it once."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from checklists.runs.models import Item
from tests.factories.transitions import make_transition

fill = import_module("checklists.runs.migrations.0009_fill_template_key").fill


@pytest.mark.django_db(transaction=True)
def test_items_learn_their_keys_by_number_and_title_and_added_ones_have_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("checklists.runs.migrations.0009_fill_template_key.BATCH", 1)
    make_transition()
    second = make_transition()
    known = dict(Item.objects.values_list("pk", "template_key"))
    Item.objects.update(template_key="")
    Item.objects.filter(checklist=second.checklist_id, number="1.1").update(title="Another")

    with connection.schema_editor(atomic=False) as editor:
        fill(apps, editor)

    found = dict(Item.objects.values_list("pk", "template_key"))
    other = Item.objects.get(checklist=second.checklist_id, number="1.1")
    assert found == {**known, other.pk: ""}
