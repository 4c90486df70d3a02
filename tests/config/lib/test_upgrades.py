"""Migrations that would hurt a running site, one of each kind, and that each is found."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from config.lib import upgrades
from config.lib.migrations import AddConstraintGently, AddIndexGently

BY_REGION = models.Index(fields=["region"], name="people_by_region")
NAMED = models.CheckConstraint(condition=~models.Q(full_name=""), name="a person has a name")
ONCE = models.UniqueConstraint(fields=["full_name"], name="a name is taken once")


def empty_regions(*_: object) -> None:
    """What a migration runs."""


UNSAFE: list[tuple[str, Operation]] = [
    (
        "column-without-database-default",
        migrations.AddField("user", "desk", models.CharField(max_length=9, default="none")),
    ),
    ("ban-drop-column", migrations.RemoveField("user", "region")),
    ("renaming-column", migrations.RenameField("user", "region", "area")),
    ("renaming-table", migrations.RenameModel("Absence", "Leave")),
    ("ban-drop-table", migrations.DeleteModel("Qualification")),
    ("require-concurrent-index-creation", migrations.AddIndex("user", BY_REGION)),
    ("ban-concurrent-index-creation-in-transaction", AddIndexGently("user", BY_REGION)),
    (
        "require-concurrent-index-deletion",
        migrations.RemoveIndex("securityevent", "security_events_by_time"),
    ),
    ("constraint-missing-not-valid", migrations.AddConstraint("user", NAMED)),
    ("disallowed-unique-constraint", migrations.AddConstraint("user", ONCE)),
    (
        "changing-column-type",
        migrations.AlterField("user", "region", models.IntegerField(default=0, db_default=0)),
    ),
    (
        "adding-not-nullable-field",
        migrations.AlterField("invitation", "accepted_at", models.DateTimeField()),
    ),
    (
        "adding-foreign-key-constraint",
        migrations.AddField(
            "user", "deputy", models.ForeignKey("people.User", models.SET_NULL, null=True)
        ),
    ),
    ("rows-in-one-transaction", migrations.RunPython(empty_regions)),
    ("rows-in-one-transaction", migrations.RunSQL("UPDATE people_user SET region = ''")),
    (
        "column-without-database-default",
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AddField("user", "floor", models.IntegerField())]
        ),
    ),
]


@pytest.fixture(scope="module")
def today_s_models() -> ProjectState:
    return MigrationLoader(None).project_state()


def migration(*operations: Operation, **extra: Any) -> migrations.Migration:
    """A migration of the room with the people."""
    made: migrations.Migration = type(
        "Migration", (migrations.Migration,), {"operations": operations, **extra}
    )("0999_trial", "people")
    return made


def rules_of(found: list[upgrades.Finding]) -> set[str]:
    return {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("rule", "operation"), UNSAFE, ids=[f"{rule} {type(one).__name__}" for rule, one in UNSAFE]
)
def test_each_unsafe_change_is_found(
    rule: str, operation: Operation, today_s_models: ProjectState
) -> None:
    found = upgrades.find(migration(operation), today_s_models)

    assert rule in rules_of(found)
    assert found[0].migration == "people 0999_trial"


@pytest.mark.parametrize(
    "safe",
    [
        migration(
            migrations.AddField(
                "user", "desk", models.CharField(max_length=9, default="", db_default="")
            ),
            migrations.AddField("user", "left_on", models.DateField(null=True)),
        ),
        migration(AddIndexGently("user", BY_REGION), atomic=False),
        migration(AddConstraintGently("user", NAMED), atomic=False),
        migration(migrations.RunPython(empty_regions), atomic=False),
        migration(migrations.RunPython(migrations.RunPython.noop, empty_regions)),
        migration(
            migrations.CreateModel(
                "Desk",
                [
                    ("id", models.BigAutoField(primary_key=True)),
                    ("person", models.ForeignKey("people.User", models.CASCADE)),
                    ("number", models.PositiveIntegerField()),
                ],
                options={"indexes": [models.Index(fields=["number"], name="desks")]},
            )
        ),
    ],
    ids=[
        "columns with a default",
        "index",
        "check",
        "rows in batches",
        "only on the way back",
        "new table",
    ],
)
def test_a_safe_change_passes(safe: migrations.Migration, today_s_models: ProjectState) -> None:
    assert upgrades.find(safe, today_s_models) == []


def test_a_column_is_dropped_with_a_reason_one_release_later(
    today_s_models: ProjectState,
) -> None:
    later = migration(
        migrations.RemoveField("user", "region"),
        safe_because={"ban-drop-column": "No code has used it since 1.1."},
    )

    assert upgrades.find(later, today_s_models) == []


def test_every_migration_of_ours_lets_the_version_before_go_on_working() -> None:
    assert list(upgrades.find_all()) == []
