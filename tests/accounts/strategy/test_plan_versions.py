"""Versions of a plan: kept for good, read again, compared."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from accounts.strategy.models import Goal, Measure, PlanVersion, Reading, Resource, Worth
from accounts.strategy.operations.versions import NothingNew, freeze
from accounts.strategy.queries.told import changes
from tests.accounts.strategy.conftest import NOW, Write

pytestmark = pytest.mark.django_db


def test_a_version_keeps_what_the_plan_says_in_words(
    account: Account, owner: User, write: Write
) -> None:
    goal = write(Goal, title="Grow", horizon="long", person=owner, due_on=date(2027, 3, 1))
    cost = write(Resource, skill="Sales", monthly_hours=Decimal("4.5"), monthly_cost=Decimal(300))

    version = freeze(account.pk, by=owner, now=NOW)

    told = {section["name"]: section["rows"] for section in version.told}
    assert (version.number, version.frozen_by, version.frozen_at) == (1, owner, NOW)
    assert told["goals"] == [
        {
            "key": f"goal-{goal.pk}",
            "name": "Grow",
            "fields": [
                ["title", "Goal", "Grow"],
                ["horizon", "How far", "Long term"],
                ["person", "Who answers for it", "Tomas Eriksen"],
                ["due_on", "Until", "1 Mar 2027"],
                ["state", "State", "Open"],
            ],
        }
    ]
    assert told["resources"][0]["fields"] == [
        ["skill", "Skill", "Sales"],
        ["monthly_hours", "Hours a month", "4.5"],
        ["monthly_cost", "Cost a month", "€300"],
    ]
    assert told["resources"][0]["key"] == f"resource-{cost.pk}"


def test_to_freeze_twice_keeps_one_version(account: Account, owner: User, write: Write) -> None:
    with pytest.raises(NothingNew, match="The plan says nothing yet"):
        freeze(account.pk, by=owner, now=NOW)
    write(Goal, title="Grow")
    freeze(account.pk, by=owner, now=NOW)

    with pytest.raises(NothingNew, match="Version 1 says all of it already"):
        freeze(account.pk, by=owner, now=NOW + timedelta(days=1))

    write(Goal, title="Lead")
    assert freeze(account.pk, by=owner, now=NOW).number == 2
    assert [one.number for one in PlanVersion.objects.all()] == [2, 1]


def test_nobody_changes_a_version_not_even_the_database(
    account: Account, owner: User, write: Write
) -> None:
    write(Goal, title="Grow")
    version = freeze(account.pk, by=owner, now=NOW)

    with pytest.raises(TypeError, match="append-only"):
        version.delete()
    for sql in ("UPDATE strategy_planversion SET number = 9", "DELETE FROM strategy_planversion"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_versions_are_compared_row_by_row_and_field_by_field(
    account: Account, owner: User, sent: Sent, write: Write
) -> None:
    grow, gone = write(Goal, title="Grow"), write(Goal, title="Leave Linz")
    records.keep(Worth, account.pk, {"worth": "A lot"}, sent, version=0)
    first = freeze(account.pk, by=owner, now=NOW)
    records.change(Goal, grow.pk, {"title": "Grow much", "person": owner}, sent, version=1)
    records.remove(Goal, gone.pk)
    records.keep(Worth, account.pk, {"worth": ""}, sent, version=1)
    measure = write(Measure, name="On time", target=Decimal("99.50"), unit="%")
    write(Reading, measure=measure, read_on=date(2026, 11, 1), value=Decimal(98))
    second = freeze(account.pk, by=owner, now=NOW)

    found = [
        (one.section, one.name, one.what, [(d.label, d.before, d.after) for d in one.differences])
        for one in changes(first.told, second.told)
    ]

    assert found == [
        ("Value and needs", f"Worth of {account}", "changed", [("Worth", "A lot", "")]),
        (
            "Goals",
            "Grow much",
            "changed",
            [("Goal", "Grow", "Grow much"), ("Who answers for it", "", "Tomas Eriksen")],
        ),
        ("Goals", "Leave Linz", "removed", []),
        (
            "KPIs and service levels",
            "On time",
            "added",
            [
                ("Kind", "", "KPI"),
                ("Target", "", "99.5"),
                ("Unit", "", "%"),
                ("Direction", "", "More is better"),
                ("The client sees it, too", "", "No"),
            ],
        ),
        (
            "KPIs and service levels",
            "On time, 1 Nov 2026",
            "added",
            [("Measure", "", "On time"), ("Day", "", "1 Nov 2026"), ("Value", "", "98")],
        ),
    ]
    assert list(changes(second.told, second.told)) == []


def test_a_label_that_changed_with_a_release_is_no_difference() -> None:
    def said(label: str, words: str) -> list[dict[str, object]]:
        row = {"key": "goal-1", "name": "Grow", "fields": [["due_on", label, words]]}
        return [{"name": "goals", "title": "Goals", "rows": [row]}]

    assert list(changes(said("Until", "1 Mar 2027"), said("Due", "1 Mar 2027"))) == []
    (change,) = changes(said("Until", "1 Mar 2027"), said("Due", "2 Mar 2027"))
    assert [(one.label, one.before) for one in change.differences] == [("Due", "1 Mar 2027")]
