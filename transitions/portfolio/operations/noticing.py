"""Lets the database note by triggers that something has changed that a dashboard may show.

They are made after every migration, and not by one: what alters a table may drop its triggers.

SQLite has triggers for rows only, so there a statement leaves a note for each row that it wrote.
And it renames no table while a trigger names one that is gone: a migration that rebuilds
`portfolio_change` there, as Django does to alter a column, has to drop the triggers first.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.clients.models import Access, Account, Handover
from accounts.people.models import Absence, Calendar, Closure, Team, User
from checklists.library.models import Template
from checklists.runs.models import Checklist, Item
from transitions.plans.models import HealthChange, LogEntry, TeamMember, Transition
from transitions.portfolio.models import Change

WATCHED: tuple[type[models.Model], ...] = (
    *(Account, Access, Handover),
    *(Absence, Calendar, Closure, Team, User),
    Template,
    *(Checklist, Item),
    *(HealthChange, LogEntry, TeamMember, Transition),
)
"""Every table that the dashboard reads."""
OF_NO_INTEREST: dict[type[models.Model], set[str]] = {User: {"last_login", "password", "theme"}}
"""Columns that no dashboard shows; signing in is not to count as a change."""
KEPT = 10_000
"""How many changes are kept; a dashboard looks at the last thousand."""
NOTE = {
    "postgresql": f"INSERT INTO {Change._meta.db_table} DEFAULT VALUES",
    "sqlite": f"INSERT INTO {Change._meta.db_table} (id) VALUES (NULL)",  # noqa: S608
}
FUNCTION = "portfolio_note_change"
FOUND = {
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname LIKE 'portfolio_note_change%' AND pg_table_is_visible(tgrelid)"
    ),
    "sqlite": (
        "SELECT name, tbl_name FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE 'portfolio_note_change%'"
    ),
}
"""The triggers that are there, each with its table."""


def watch(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing, and drop those that are out of date.

    What is there already is left alone: to make it again would wait for whoever writes.
    """
    wanted = dict(_triggers(connection))
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        found: dict[str, str] = dict(cursor.fetchall())
        for name in found.keys() - wanted.keys():
            table = f" ON {found[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{table}")
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN {NOTE['postgresql']}; RETURN NULL; END $$"
            )
        for name in wanted.keys() - found.keys():
            cursor.execute(wanted[name])


def forget_old() -> int:
    """Delete the changes that no dashboard looks back to; returns how many."""
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Change.objects.filter(pk__lte=last - KEPT).delete()[0] if last else 0


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """The statement that makes each trigger, by its name, which says what it does."""
    is_postgres = connection.vendor == "postgresql"
    for model in WATCHED:
        events = ["INSERT", "DELETE", _update(model)]
        if is_postgres:  # one trigger for all, once for each statement
            events, act = [" OR ".join(events)], f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        else:
            act = f"BEGIN {NOTE['sqlite']}; END"
        for event in events:
            what = f"AFTER {event} ON {model._meta.db_table} {act}"
            name = f"{FUNCTION}_{sha256(what.encode()).hexdigest()[:12]}"
            yield name, f"CREATE TRIGGER {name} {what}"


def _update(model: type[models.Model]) -> str:
    """Which updates of a table count: all, or those of certain columns."""
    if model not in OF_NO_INTEREST:
        return "UPDATE"
    columns = [str(field.column) for field in model._meta.concrete_fields]
    counting = [name for name in columns if name not in OF_NO_INTEREST[model]]
    return f"UPDATE OF {', '.join(counting)}"
