"""Checklists that ran before the first plan of a phase was kept get it from their items, and
phases that began after one of their items begin with it."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F, Min
from pytest_django import DjangoAssertNumQueries

from checklists.runs.models import Item, Phase
from checklists.runs.operations import items
from tests.factories.transitions import checklist_of, item_of, make_transition

pytestmark = pytest.mark.django_db

Days = dict[int, tuple[date | None, date | None]]


def plans() -> Days:
    rows = Phase.objects.values_list("pk", "planned_from", "planned_until")
    return {pk: (first, last) for pk, first, last in rows}


def fill() -> None:
    migration = import_module("checklists.runs.migrations.0003_fill_first_plan_of_phases")
    migration.fill(apps, SimpleNamespace(connection=connection))


def mend() -> None:
    migration = import_module("checklists.runs.migrations.0010_phases_hold_their_items")
    migration.mend(apps, SimpleNamespace(connection=connection))


def forget_plans() -> None:
    Phase.objects.update(planned_from=None, planned_until=None)


def test_the_first_plan_is_found_again_in_the_items() -> None:
    make_transition()
    make_transition()
    before = plans()
    forget_plans()

    fill()
    mend()

    assert plans() == before


def test_phases_that_were_stretched_get_the_days_of_the_first_plan() -> None:
    transition = make_transition()
    agenda = item_of(transition, "Agree the agenda")
    planned = agenda.phase.plan
    items.move(items.lock(agenda.pk), date(2026, 11, 3))
    items.move(items.lock(item_of(transition, "Meet the client").pk), date(2027, 1, 11))
    forget_plans()

    fill()
    mend()

    phase = Phase.objects.get(pk=agenda.phase_id)
    assert (phase.starts_on, phase.ends_on) == (date(2026, 11, 3), date(2027, 1, 11))
    assert phase.plan == planned


def test_an_item_added_by_hand_is_not_of_the_first_plan() -> None:
    transition = make_transition()
    before = plans()
    agenda = item_of(transition, "Agree the agenda")
    new = items.NewItem(
        agenda.phase_id, "Call", "", transition.manager, date(2027, 1, 11), False, False
    )
    items.add(agenda.checklist_id, new)
    forget_plans()

    fill()
    mend()

    assert plans() == before


def test_a_plan_that_is_known_stays() -> None:
    make_transition()
    Item.objects.update(planned_on=date(2027, 3, 1))
    before = plans()

    fill()

    assert plans() == before


def test_many_checklists_are_filled_with_a_handful_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        make_transition()
    forget_plans()

    with django_assert_num_queries(9):
        fill()


def test_a_phase_that_began_after_one_of_its_items_begins_with_it() -> None:
    transition = make_transition()
    in_order = Phase.objects.order_by("number")
    ends = list(in_order.values_list("ends_on", "planned_until", "total"))
    Phase.objects.update(starts_on=F("ends_on"), planned_from=F("planned_until"))
    checklist = checklist_of(transition)
    for stage in checklist.stages:
        stage |= {"starts_on": stage["ends_on"], "planned_from": stage["planned_until"]}
    checklist.save()

    mend()

    phases = list(in_order.annotate(first=Min("items__due_on")))
    firsts = [phase.first for phase in phases]
    assert [phase.starts_on for phase in phases] == firsts
    assert [phase.planned_from for phase in phases] == firsts
    assert [stage["starts_on"] for stage in checklist_of(transition).stages] == [
        first.isoformat() for first in firsts
    ]
    assert [(one.ends_on, one.planned_until, one.total) for one in phases] == ends


def test_phases_that_hold_their_items_stay() -> None:
    transition = make_transition()
    in_order = Phase.objects.order_by("number")
    before = list(in_order.values()), checklist_of(transition).stages

    mend()

    assert (list(in_order.values()), checklist_of(transition).stages) == before


def test_phases_of_many_checklists_are_mended_with_a_handful_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        make_transition()

    with django_assert_num_queries(10):
        mend()
