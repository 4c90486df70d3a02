"""Brings a site back from an archive: all of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from config.lib import running, words
from config.lib.backup import checking, holding, rows, staging, tables, turns
from config.lib.backup.archive import NEWER, CannotRestore
from config.lib.backup.checking import Contents
from config.lib.backup.files import PlacedFiles
from config.lib.backup.keys import UNKNOWN_KEY, check_keys
from config.lib.backup.saving import file_places
from config.lib.backup.tables import LEFT_OUT, MIGRATIONS, Table

Say = Callable[[str], None]
RUNNING = (
    "The site runs on this database: stop it and its workers first. With --while-connected they"
    " lose what they write meanwhile."
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator allows: to replace a site with people in it, to go ahead while it runs.

    With `with_another_key`, what is encrypted by a key that this site has not may be lost. With
    `hold_mail_at`, mails that wait and digests that are due at that moment do not go out.
    """

    replace: bool = False
    while_connected: bool = False
    with_another_key: bool = False
    hold_mail_at: datetime | None = None


def inspect(path: Path) -> Contents:
    """Check an archive without touching anything.

    Raises:
        CannotRestore: it is damaged, or newer than this version.
    """
    contents = checking.check(path)
    if strange := tables.unknown(contents.steps):
        app, name = strange[0]
        raise CannotRestore(NEWER.format(f"{contents.product_version}, with {app} {name}"))
    return contents


def has_people() -> bool:
    """Whether anybody would lose something."""
    people = get_user_model()
    if people._meta.db_table not in connection.introspection.table_names():
        return False
    return people._base_manager.exists()


def prove(path: Path, wishes: Wishes, *, say: Say) -> Contents:
    """Check an archive and the key it needs, and say what it is; touches nothing.

    Raises:
        CannotRestore: it is damaged, newer than this version, or of a site with another key.
    """
    contents = inspect(path)
    say(f"The archive is sound: made at {contents.made_at} by {contents.product_version}.")
    if not contents.keys:
        say(UNKNOWN_KEY)
    elif not wishes.with_another_key:
        check_keys(contents.keys)
    return contents


def restore(path: Path, wishes: Wishes, *, say: Say, proven: Contents | None = None) -> Contents:
    """Put the site of an archive in the place of this one.

    The archive is proven first; where `proven` says that it is, it has to be the same still. Then
    a second database is built beside this one, filled, brought up to date and checked; last it
    takes the place of this one in a single transaction. Files are in place before that; those of
    a restore that fails are taken away again.

    Raises:
        CannotRestore: says why. The database is as it was.
    """
    contents = proven or prove(path, wishes, say=say)
    if proven:
        checking.check_unchanged(contents)
    try:
        with (
            _checked_target(wishes) as check_alone,
            PlacedFiles() as files,
            staging.prepared() as place,
        ):
            ours = {table.name for table in tables.tables_at(tables.applied(connection))}
            files.put_all(contents)
            say(f"Files: {contents.file_count} in place")
            with staging.working_in(place) as staged:
                built = _build(staged, contents, files, say) | {MIGRATIONS}
                if wishes.hold_mail_at:
                    say(holding.hold_mail(wishes.hold_mail_at))
            checking.check_unchanged(contents)  # it was read by its path, member by member
            check_alone()
            staging.move_in(built, instead_of=ours | built | LEFT_OUT)
            files.keep()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotRestore(f"The database refused: {reason}. Nothing was changed.") from error
    return contents


def check_target(wishes: Wishes) -> None:
    """Look whether anybody would lose something, and whether somebody is at work.

    Raises:
        CannotRestore: somebody would or is, and the wishes do not allow it; or another restore is
            at work, which no wish allows.
    """
    with _checked_target(wishes):
        pass


@contextmanager
def _checked_target(wishes: Wishes) -> Iterator[turns.Check]:
    """The same, and keep other restores away meanwhile, which it gives a check of; a site on SQLite
    that does not run, too.
    """
    with turns.taken() as check, running.alone() as is_alone:
        if has_people() and not wishes.replace:
            raise CannotRestore("There are people in this database. Add --replace to replace them.")
        if not (is_alone or wishes.while_connected):
            raise CannotRestore(RUNNING)
        if not wishes.while_connected and (others := staging.company()):
            raise CannotRestore(
                f"The database is in use by {words.count(others, 'other connection')}. Stop the"
                " site and its workers first. If it is only you who looks, add --while-connected."
            )
        yield check


def _build(
    staged: BaseDatabaseWrapper, contents: Contents, files: PlacedFiles, say: Say
) -> set[str]:
    """Fill the staged database and bring it up to date; returns the names of its tables."""
    executor = MigrationExecutor(staged)
    executor.migrate(tables.last_steps(contents.steps))
    if tables.applied(staged) != contents.steps:
        raise CannotRestore("The archive has a mix of migrations that no version ever had.")
    found = tables.tables_at(contents.steps)
    if strange := set(contents.rows) - {table.name for table in found}:
        raise CannotRestore(f"The archive has a table that nothing knows: {min(strange)}.")
    with transaction.atomic():
        _empty(staged, found)
        _fill(staged, contents, {table.name: table for table in found}, files)
        staged.check_constraints()
        _set_sequences(staged, found)
    say(f"Rows: {sum(contents.rows.values())} written")
    call_command("migrate", verbosity=0, interactive=False)
    return {table.name for table in tables.tables_at(tables.applied(staged))}


def _fill(
    staged: BaseDatabaseWrapper,
    contents: Contents,
    found: dict[str, Table],
    files: PlacedFiles,
) -> None:
    for member in checking.members(contents.path):
        if table := found.get(member.table):
            rows.insert(table, _renamed(member.lines(), table, files.renamed), staged)


def _renamed(lines: list[bytes], table: Table, names: dict[str, str]) -> Iterator[bytes]:
    """The lines, with the names of files that had to be stored under another one."""
    places = file_places(table) if names else []
    for line in lines:
        if not places:
            yield line
            continue
        row = json.loads(line)
        for place in places:
            row[place] = names.get(row[place], row[place])
        yield rows.to_line(row)


def _empty(staged: BaseDatabaseWrapper, found: list[Table]) -> None:
    """Delete what migrations have written; the archive has it too."""
    with staged.cursor() as cursor:
        for table in found:
            cursor.execute(f"DELETE FROM {staged.ops.quote_name(table.name)}")  # noqa: S608


def _set_sequences(staged: BaseDatabaseWrapper, found: list[Table]) -> None:
    """Let new rows continue after the last key."""
    models = [table.model for table in found]
    with staged.cursor() as cursor:
        for statement in staged.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
