"""What is kept of a query is its SQL alone: each answer and each save is that of its values."""

from __future__ import annotations

import gc
from datetime import timedelta
from typing import Any
from weakref import ref

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from checklists.runs.models import Checklist, Item, ItemQuerySet
from config.lib.kept import Kept, KeptValues
from config.lib.sessions import SessionStore
from tests.factories.transitions import item_of, make_transition

pytestmark = pytest.mark.django_db


def loaded(item: Any, checklist: Any) -> ItemQuerySet:
    """An item by two ids, with a joined row and an annotation."""
    awaited = Item.waits_for.through.objects.filter(to_item=OuterRef("pk"))
    found = Item.objects.select_related("phase").annotate(is_awaited=Exists(awaited))
    return found.filter(pk=item, checklist=checklist)


def test_a_kept_query_answers_each_time_for_its_own_ids() -> None:
    transition, kept = make_transition(), Kept(loaded)
    checklist = transition.checklist_id or 0
    agenda, call = (item_of(transition, title) for title in ("Agree the agenda", "Meet the client"))

    found = [kept.get(one.pk, checklist) for one in (agenda, call, agenda)]

    assert found == [agenda, call, agenda]
    assert kept.rows(agenda.pk, checklist + 1) == []
    assert kept.get(0, checklist) is None
    assert kept.get(2**63, checklist) is None


def test_a_kept_query_reads_a_row_as_the_plain_one_does() -> None:
    item = item_of(make_transition(), "Agree the agenda")
    kept, plain = Kept(loaded), loaded(item.pk, item.checklist_id).get()
    kept.rows(0, 0)

    with CaptureQueriesContext(connection) as asked:
        found = kept.rows(item.pk, item.checklist_id)[0]
        phase = found.phase

    def values(one: Item) -> dict[str, Any]:
        names = [field.attname for field in Item._meta.concrete_fields]
        return {name: getattr(one, name) for name in (*names, "is_awaited")}

    assert len(asked) == 1
    assert values(found) == values(plain)
    assert (phase, phase.starts_on) == (plain.phase, plain.phase.starts_on)


def test_kept_values_are_those_of_their_own_ids_and_days() -> None:
    transition = make_transition()
    agenda, call = (item_of(transition, title) for title in ("Agree the agenda", "Meet the client"))
    kept = KeptValues(
        lambda items, day: (
            Item.objects.filter(pk__in=items, due_on__lte=day)
            .order_by("pk")
            .values_list("title", "due_on")
        )
    )
    last = max(agenda.due_on, call.due_on)
    told = sorted((one.pk, one.title, one.due_on) for one in (agenda, call))

    assert kept.rows([agenda.pk, call.pk], last) == [tuple(rest) for _, *rest in told]
    assert kept.rows([call.pk], last) == [("Meet the client", call.due_on)]
    assert kept.rows([call.pk], call.due_on - timedelta(days=1)) == []
    assert kept.rows([], last) == []


@pytest.mark.parametrize(
    "build",
    [
        lambda pk: Item.objects.filter(pk=pk).prefetch_related("waits_for"),
        lambda pk: Item.objects.filter(pk=pk).values("title"),
    ],
)
def test_what_takes_more_than_one_query_or_gives_no_objects_is_not_kept(build: Any) -> None:
    with pytest.raises(TypeError, match="without prefetch_related"):
        Kept(build).rows(0)


def write_by_another_connection(kept: Kept[Item]) -> ref[BaseDatabaseWrapper]:
    mine = connection.copy()
    assert kept.written.of(mine, (0, 0)).sql
    return ref(mine)


def test_what_is_kept_holds_on_to_no_connection() -> None:
    kept = Kept(loaded)
    asked_by = write_by_another_connection(kept)
    gc.collect()

    assert asked_by() is None


@pytest.mark.django_db(transaction=True)
def test_a_kept_query_that_locks_needs_a_transaction_each_time() -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("This database locks as a whole.")
    kept = Kept(lambda pk: Checklist.objects.filter(pk=pk).select_for_update())
    with transaction.atomic():
        assert kept.rows(0) == []

    with pytest.raises(TransactionManagementError):
        kept.rows(0)


def test_a_session_is_found_until_it_is_over() -> None:
    store = SessionStore()
    store["seen"] = "page"
    store.create()
    key = store.session_key or ""
    assert SessionStore(key).get("seen") == "page"

    row = Session.objects.get(session_key=key)
    row.expire_date -= timedelta(days=15)
    row.save()

    late = SessionStore(key)
    assert late.get("seen") is None
    assert late.session_key is None
    assert SessionStore("0" * 32).get("seen") is None
