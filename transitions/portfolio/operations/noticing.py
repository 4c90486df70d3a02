"""Lets the database note by triggers that something has changed that a dashboard may show.

They are made after every migration, and not by one: what alters a table may drop its triggers. And
none of them stands in the way of a migration. PostgreSQL alters no column that a trigger names, so
there none is named. SQLite renames no table while a trigger names one that is gone, as the table
of changes is while Django builds it anew to alter a column: there they go before migrations begin.

SQLite has triggers for rows only, so there a statement leaves a note for each row that it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from hashlib import sha256
from secrets import randbelow

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from accounts.clients.models import Access, Account, Handover
from accounts.people.models import Absence, Calendar, Closure, Team, User
from checklists.library.models import Template
from checklists.runs.models import Checklist, Item
from transitions.plans.models import HealthChange, LogEntry, TeamMember, Transition
from transitions.portfolio.models import Change, VisibilityChange

WATCHED: tuple[type[models.Model], ...] = (
    *(Account, Access, Handover),
    *(Absence, Calendar, Closure, Team, User),
    Template,
    *(Checklist, Item),
    *(HealthChange, LogEntry, TeamMember, Transition),
)
"""Every table that the dashboard reads."""
DECIDING: tuple[type[models.Model], ...] = (Account, Access, Team, User, TeamMember)
"""Every table that decides which accounts, transitions and people somebody sees."""
OF_NO_INTEREST: dict[type[models.Model], set[str]] = {User: {"last_login", "password", "theme"}}
"""Columns that no dashboard shows; signing in is not to count as a change."""
FARTHEST = 10**7
"""Numbers that are left out at the most when triggers are made; there are enough for ever."""
KEPT = 10_000
"""How many changes are kept; a dashboard looks at the last thousand."""
FOUND = {
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname LIKE 'portfolio_note_%' AND pg_table_is_visible(tgrelid)"
    ),
    "sqlite": (
        "SELECT name, tbl_name FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE 'portfolio_note_%'"
    ),
}
"""Asks for the triggers that are there, each with its table."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the triggers of some tables leave, and the name of the function that does it."""

    model: type[models.Model]
    function: str
    tables: tuple[type[models.Model], ...]

    def statement(self, vendor: str) -> str:
        values = "DEFAULT VALUES" if vendor == "postgresql" else "(id) VALUES (NULL)"
        return f"INSERT INTO {self.model._meta.db_table} {values}"

    def jump(self, vendor: str) -> str:
        """Leaves a note, and all later ones are numbered from there; the number of steps differs
        each time. In a database that was restored notes would otherwise begin with the same numbers
        as before, and boards of another site would be found under them.
        """
        table = self.model._meta.db_table
        if vendor == "postgresql":
            numbers = f"pg_get_serial_sequence('{table}', 'id')"
            return f"INSERT INTO {table} (id) SELECT setval({numbers}, nextval({numbers}) + %s)"
        return f"INSERT INTO {table} (id) SELECT coalesce(max(id), 0) + %s FROM {table}"  # noqa: S608


NOTES = (
    Note(Change, "portfolio_note_change", WATCHED),
    Note(VisibilityChange, "portfolio_note_visibility", DECIDING),
)


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers that migrations may stumble over, before they begin: all on SQLite, and
    on PostgreSQL those that an older version has made.

    Whoever writes until they are made again is covered by the change that `watch` notes then.
    """
    wanted = set() if connection.vendor == "sqlite" else dict(_triggers(connection)).keys()
    with connection.cursor() as cursor:
        _drop(cursor, _found(cursor), wanted)


def watch(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing, and drop those that are out of date.

    What is there already is left alone: to make it again would wait for whoever writes. Each that
    is made notes changes of both kinds itself, in the same transaction: its table may have been
    written to while it was away, and boards kept from before are not to be found any more.
    """
    wanted = dict(_triggers(connection))
    with connection.cursor() as cursor:
        found = _found(cursor)
        _drop(cursor, found, wanted.keys())
        if connection.vendor == "postgresql":
            for note in NOTES:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {note.function}() RETURNS trigger LANGUAGE plpgsql"
                    f" AS $$ BEGIN {note.statement('postgresql')}; RETURN NULL; END $$"
                )
        for name in wanted.keys() - found.keys():
            with transaction.atomic(using=connection.alias):
                cursor.execute(wanted[name])
                for note in NOTES:
                    cursor.execute(note.jump(connection.vendor), [1 + randbelow(FARTHEST)])


def forget_old() -> int:
    """Delete the changes that no dashboard looks back to; returns how many."""
    return sum(_forget_old(note.model) for note in NOTES)


def _forget_old(model: type[models.Model]) -> int:
    last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return model._default_manager.filter(pk__lte=last - KEPT).delete()[0] if last else 0


def _found(cursor: CursorWrapper) -> dict[str, str]:
    """The triggers that are there, each with its table."""
    cursor.execute(FOUND[cursor.db.vendor])
    return dict(cursor.fetchall())


def _drop(cursor: CursorWrapper, found: dict[str, str], wanted: Set[str]) -> None:
    """Drop the triggers that were found and are not wanted."""
    for name in found.keys() - wanted:
        table = f" ON {found[name]}" if cursor.db.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """The statement that makes each trigger, by its name, which says what it does."""
    of_vendor = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    for note in NOTES:
        for model in note.tables:
            for event, act in of_vendor(note, model):
                what = f"AFTER {event} ON {model._meta.db_table} {act}"
                name = f"{note.function}_{sha256(what.encode()).hexdigest()[:12]}"
                yield name, f"CREATE TRIGGER {name} {what}"


def _on_postgresql(note: Note, model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """On what the triggers of a table act, and how: one for all, once for each statement.

    Where some columns are of no interest whole rows are compared without them: the columns that
    count may then be altered, and a new one counts.
    """
    act = f"EXECUTE FUNCTION {note.function}()"
    ignored = sorted(OF_NO_INTEREST.get(model, ()))
    if not ignored:
        yield "INSERT OR DELETE OR UPDATE", f"FOR EACH STATEMENT {act}"
        return
    old, new = (f"to_jsonb({row}.*) - '{{{','.join(ignored)}}}'::text[]" for row in ("OLD", "NEW"))
    yield "INSERT OR DELETE", f"FOR EACH STATEMENT {act}"
    yield "UPDATE", f"FOR EACH ROW WHEN ({old} IS DISTINCT FROM {new}) {act}"


def _on_sqlite(note: Note, model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """On what the triggers of a table act, and how: one for each event."""
    ignored = OF_NO_INTEREST.get(model, set())
    columns = [str(field.column) for field in model._meta.concrete_fields]
    counting = ", ".join(name for name in columns if name not in ignored)
    for event in ("INSERT", "DELETE", f"UPDATE OF {counting}" if ignored else "UPDATE"):
        yield event, f"BEGIN {note.statement('sqlite')}; END"
