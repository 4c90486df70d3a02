"""PostgreSQL keeps its plans of what is asked often; everything else is asked as before."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from checklists.runs.models import Checklist
from config.lib.kept import Kept, KeptValues
from config.lib.kept.plans import TIMES

pytestmark = pytest.mark.django_db

OFTEN = Kept(lambda pk: Checklist.objects.filter(pk=pk))


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs a PostgreSQL server: run with DATABASE_URL")


def kept_plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall() if "runs_checklist" in row[0]]


def ask(times: int) -> None:
    for number in range(times):
        OFTEN.get(100_000 + number)


def test_what_is_asked_often_is_planned_once() -> None:
    before = kept_plans()
    ask(TIMES + 2)

    [plan] = [one for one in kept_plans() if one not in before]
    assert "$1" in plan


def test_what_never_differs_stands_in_the_query_that_is_planned() -> None:
    kept = KeptValues(
        lambda pk: Checklist.objects.filter(pk=pk, template__name="100% 'sure'").values_list("pk")
    )
    before = kept_plans()
    for _ in range(TIMES + 2):
        assert kept.rows(4711) == []

    [plan] = [one for one in kept_plans() if one not in before]
    assert "= '100% ''sure'''" in plan
    assert "$1" in plan
    assert "$2" not in plan


def test_one_plan_is_for_small_numbers_and_large_ones() -> None:
    before = kept_plans()
    for number in (4, 40_000, 2**40):
        for _ in range(TIMES + 1):
            OFTEN.get(number)

    assert len(kept_plans()) == len(before) + 1


def test_no_plan_is_kept_where_a_pooler_changes_connections(settings: Settings) -> None:
    settings.DATABASE_POOLER = True
    before = kept_plans()
    ask(TIMES + 2)

    assert kept_plans() == before


def test_other_queries_are_sent_as_before_also_after_one_that_failed() -> None:
    session = connection.connection
    before = (session.cursor_factory, session.prepare_threshold)
    with pytest.raises(Exception, match="invalid input syntax"), transaction.atomic():
        OFTEN.get("no number")

    assert (session.cursor_factory, session.prepare_threshold) == before
    assert not vars(connection.features).get("uses_server_side_binding")
    for _ in range(TIMES + 2):
        list(Checklist.objects.filter(total=4711))
    assert not [one for one in kept_plans() if "total" in one.partition("WHERE")[2]]
