"""Saving, adding and updating by SQL that is kept does what the plain way does."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.db.models import F

from accounts.people.models import User
from checklists.runs.models import Checklist, Item
from config.lib.kept import KeptInsert, KeptSave, KeptUpdate
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry

pytestmark = pytest.mark.django_db


def test_a_kept_save_writes_its_columns_and_no_other() -> None:
    transition, kept = make_transition(), KeptSave(Checklist, "closed", "next_item", "stages")
    call = item_of(transition, "Call the client alone")
    checklist = Checklist.objects.get(transition=transition)
    total = checklist.total

    for closed, following in [(2, call), (3, None)]:
        checklist.closed, checklist.next_item, checklist.total = closed, following, 99
        checklist.stages = [{"stage": "transfer", "closed": closed}]
        kept.save(checklist)

        stored = Checklist.objects.get(pk=checklist.pk)
        assert (stored.closed, stored.next_item, stored.total) == (closed, following, total)
        assert stored.stages == [{"stage": "transfer", "closed": closed}]


def test_a_kept_save_of_a_row_that_has_vanished_is_an_error() -> None:
    with pytest.raises(DatabaseError, match="has vanished"):
        KeptSave(Item, "closed_at").save(Item(pk=0, number="1.1", closed_at=NOW))


def test_a_kept_update_works_its_values_out_for_the_rows_it_is_told() -> None:
    transition = make_transition()
    agenda, call = (item_of(transition, title) for title in ("Agree the agenda", "Meet the client"))
    before = call.note_count
    kept = KeptUpdate(lambda pk: (Item.objects.filter(pk=pk), {"note_count": F("note_count") + 1}))

    assert [kept.run(agenda.pk), kept.run(agenda.pk), kept.run(0)] == [1, 1, 0]

    assert Item.objects.get(pk=agenda.pk).note_count == agenda.note_count + 2
    assert Item.objects.get(pk=call.pk).note_count == before


def test_a_kept_insert_adds_a_row_and_tells_its_id() -> None:
    transition, kept = make_transition(), KeptInsert(LogEntry)
    by = transition.manager

    added = [
        kept.add(
            LogEntry(
                transition=transition,
                kind=LogKind.ITEM,
                happened_at=NOW,
                activity=f"100% “{number}”",
                responsible=person,
                written_by=person,
            )
        )
        for number, person in [(1, by), (2, None)]
    ]

    stored = list(LogEntry.objects.filter(pk__in=[one.pk for one in added]).order_by("pk"))
    assert stored == added
    assert [one.activity for one in stored] == ["100% “1”", "100% “2”"]
    assert [one.responsible for one in stored] == [by, None]
    assert stored[0].happened_at == NOW
    with pytest.raises(TypeError, match="append-only"):
        added[0].save()


def test_a_column_that_the_database_fills_in_is_for_save() -> None:
    with pytest.raises(TypeError, match="fills in region, locale, mention_mail: use save"):
        KeptInsert(User)
