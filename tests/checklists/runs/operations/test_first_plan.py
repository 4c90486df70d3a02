"""Checklists that ran before the first plan of a phase was kept get it from their items."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from checklists.runs.models import Item, Phase
from checklists.runs.operations import items
from tests.factories.transitions import item_of, make_transition

pytestmark = pytest.mark.django_db

Days = dict[int, tuple[date | None, date | None]]


def plans() -> Days:
    rows = Phase.objects.values_list("pk", "planned_from", "planned_until")
    return {pk: (first, last) for pk, first, last in rows}


def fill() -> None:
    migration = import_module("checklists.runs.migrations.0003_fill_first_plan_of_phases")
    migration.fill(apps, SimpleNamespace(connection=connection))


def forget_plans() -> None:
    Phase.objects.update(planned_from=None, planned_until=None)


def test_the_first_plan_is_found_again_in_the_items() -> None:
    make_transition()
    make_transition()
    before = plans()
    forget_plans()

    fill()

    assert plans() == before


def test_phases_that_were_stretched_get_the_days_of_the_first_plan() -> None:
    transition = make_transition()
    agenda = item_of(transition, "Agree the agenda")
    planned = agenda.phase.plan
    items.move(items.lock(agenda.pk), date(2026, 11, 3))
    items.move(items.lock(item_of(transition, "Meet the client").pk), date(2027, 1, 11))
    forget_plans()

    fill()

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
