"""Which tables and columns a database has, read off the migrations it has applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Step = tuple[str, str]
"""A migration: its app and its name."""

LEFT_OUT = frozenset(
    {
        *("django_session", "usersessions_usersession"),
        *("portfolio_change", "portfolio_visibilitychange"),
        "people_publicholidays",
    }
)
"""Whoever holds the key of a session is signed in; after a restore people sign in again. Notes of
changes are of no use elsewhere: the database writes its own. Public holidays are worked out
anew."""
MIGRATIONS = "django_migrations"
"""Travels in the head of an archive; a restored database writes its own."""


class UnknownDatabase(Exception):
    """Why this code cannot say what is in the database, in words for the operator."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the model as it was when the database was last migrated."""

    name: str
    model: type[models.Model]

    @property
    def fields(self) -> list[Any]:
        """The columns that are written; the database works the others out itself."""
        return [field for field in self.model._meta.concrete_fields if not field.generated]

    @property
    def columns(self) -> list[str]:
        return [field.column for field in self.fields]


def applied(connection: BaseDatabaseWrapper) -> set[Step]:
    """The migrations that a database has applied."""
    return set(MigrationRecorder(connection).applied_migrations())


def unknown(steps: Iterable[Step]) -> list[Step]:
    """Those of these migrations that this code does not have: they are newer than it."""
    known = MigrationLoader(None).disk_migrations or {}
    return sorted(set(steps) - set(known))


def tables_at(steps: Iterable[Step]) -> list[Table]:
    """The tables after these migrations, by name, without those that a backup leaves out."""
    loader = MigrationLoader(None)
    nodes = sorted(step for step in steps if step in loader.graph.nodes)
    if not nodes:
        return []
    state = loader.graph.make_state(nodes=nodes, real_apps=loader.unmigrated_apps)
    found: dict[str, Table] = {}
    for model in state.apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and not meta.swapped and meta.db_table not in LEFT_OUT:
            found[meta.db_table] = Table(meta.db_table, model)
    return [found[name] for name in sorted(found)]


def last_steps(steps: set[Step]) -> list[Step]:
    """The last migration of each app, which lead to all of these."""
    graph = MigrationLoader(None).graph
    return [step for step in sorted(steps) if not _followers(graph, step) & steps]


def _followers(graph: Any, step: Step) -> set[Step]:
    return {child.key for child in graph.node_map[step].children if child.key[0] == step[0]}


def tables_of(connection: BaseDatabaseWrapper) -> tuple[set[Step], list[Table]]:
    """What a database has applied, and its tables.

    Raises:
        UnknownDatabase: it is empty, or newer code has migrated it.
    """
    steps = applied(connection)
    if not steps:
        raise UnknownDatabase("The database is empty: there is nothing to back up.")
    if strange := unknown(steps):
        app, name = strange[0]
        raise UnknownDatabase(
            f"The database was migrated by a newer version of Changeover ({app} {name})."
            " Use that version."
        )
    return steps, tables_at(steps)
