"""A whole site in one file, and a whole site out of it.

The rows are read through Django, table by table, inside one snapshot, and not by `pg_dump` or
SQLite's own backup: nothing has to be installed that must match the server's version, and an
archive made on SQLite restores on PostgreSQL and the other way round. Which columns there are is
read off the migrations that the database has applied, so that new code can back up a database
that it has not migrated yet.
"""

from config.lib.backup.archive import CannotRestore, Damaged
from config.lib.backup.restoring import Wishes, check_target, has_people, prove, restore
from config.lib.backup.saving import Saved, save
from config.lib.backup.tables import UnknownDatabase

__all__ = [
    "CannotRestore",
    "Damaged",
    "Saved",
    "UnknownDatabase",
    "Wishes",
    "check_target",
    "has_people",
    "prove",
    "restore",
    "save",
]
