"""Whether migrations can run while the version before them goes on working.

squawk reads the SQL that PostgreSQL would get; what it cannot see, we look for ourselves. No
database is needed for that. The first release is where counting begins: its migrations run on
empty databases only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, migrations, models
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from psycopg import sql

FIRST_RELEASE = "0001_initial"
RULES = settings.BASE_DIR / ".squawk.toml"
POSTGRESQL = 140000


@dataclass(frozen=True, slots=True)
class Finding:
    """What would hurt somebody while a migration runs, or the older version after it."""

    migration: str
    rule: str
    sentence: str


def find_all() -> Iterator[Finding]:
    """Everything that is unsafe in the migrations since the first release."""
    loader = MigrationLoader(None)
    for key, migration in sorted(loader.graph.nodes.items()):
        if _is_ours(key[0]) and key[1] != FIRST_RELEASE and not migration.initial:
            yield from find(migration, loader.project_state(key, at_end=False))


def find(migration: migrations.Migration, before: ProjectState) -> list[Finding]:
    """What is unsafe in one migration, given the models before it.

    A migration says what is safe in spite of a rule, and why: `safe_because = {rule: reason}`.
    """
    excused = getattr(migration, "safe_because", {})
    name = f"{migration.app_label} {migration.name}"
    own = list(_look(migration))
    seen = _squawk(statements(migration, before), excused)
    return [Finding(name, rule, text) for rule, text in [*own, *seen] if rule not in excused]


def statements(migration: migrations.Migration, before: ProjectState) -> str:
    """The SQL that PostgreSQL would get; nothing is connected to."""
    usual = connections["default"].settings_dict
    postgres: Any = DatabaseWrapper(usual | {"OPTIONS": {}, "NAME": "nowhere"}, "default")
    postgres.pg_version = POSTGRESQL
    postgres.ops.compose_sql = _composed
    with postgres.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(before.clone(), editor, collect_sql=True)
    lines = [str(line) for line in editor.collected_sql]
    return "\n".join(["BEGIN;", *lines, "COMMIT;"] if migration.atomic else lines)


def _composed(query: str, params: Sequence[Any] | None) -> str:
    values = (sql.Literal(getattr(value, "obj", value)) for value in params or ())
    return query % tuple(value.as_string(None) for value in values)


def _squawk(text: str, excused: dict[str, str]) -> list[tuple[str, str]]:
    """What squawk says, as rules and sentences."""
    off = [*tomllib.loads(RULES.read_text())["excluded_rules"], *excused]
    done = subprocess.run(  # noqa: S603 - a program of our own lock, given our own SQL
        [
            Path(sys.executable).with_name("squawk"),
            f"--config={RULES}",
            f"--exclude={','.join(off)}",
            "--reporter=json",
            "--stdin-filepath=migration.sql",
        ],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(f"squawk did not answer: {done.stderr}")
    return [(found["rule_name"], found["message"]) for found in json.loads(done.stdout)]


def _look(migration: migrations.Migration) -> Iterator[tuple[str, str]]:
    """What no SQL shows: who writes the column, and how long a transaction takes."""
    new = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    }
    for operation in _flat(migration.operations):
        if isinstance(operation, migrations.AddField) and operation.model_name_lower not in new:
            if _older_code_cannot_insert(operation.field):
                yield (
                    "column-without-database-default",
                    f"Servers of the version before insert {operation.model_name} without"
                    f" {operation.name}. Give it a db_default, or null=True.",
                )
        elif _may_change_rows(operation) and migration.atomic:
            yield (
                "rows-in-one-transaction",
                "Rows are changed in the transaction of the whole migration. Put this into a"
                " migration of its own with atomic = False, and work in batches.",
            )


def _may_change_rows(operation: Operation) -> bool:
    """Whether it runs a program on the way forward; what only tidies up on the way back may not."""
    if isinstance(operation, migrations.RunPython):
        return operation.code is not migrations.RunPython.noop
    return isinstance(operation, migrations.RunSQL)


def _flat(operations: Sequence[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _older_code_cannot_insert(field: models.Field[Any, Any]) -> bool:
    is_filled = field.null or field.has_db_default() or getattr(field, "generated", False)
    return not is_filled and not field.many_to_many


def _is_ours(label: str) -> bool:
    return Path(apps.get_app_config(label).path).is_relative_to(settings.BASE_DIR) and (
        "site-packages" not in apps.get_app_config(label).path
    )
