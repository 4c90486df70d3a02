"""The demo company as the first release kept it, upgraded to now.

`first_release.changeover.gz` is a backup of a database that only the first release had migrated,
after people had signed in, digests had gone out and a report had been made.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import F

from accounts.people.models import User
from checklists.runs.models import Attachment, Item
from config.lib import append_only
from config.lib.backup import Wishes, checking, restore, rows
from config.lib.backup.tables import Table, applied, tables_at
from config.lib.upgrades import FIRST_RELEASE
from tests.support.crawl import Crawl
from tests.support.databases import Elsewhere, elsewhere_in
from transitions.plans.models import LogEntry
from transitions.reports.models import Report

ARCHIVE = Path(__file__).with_name("first_release.changeover.gz")
OURS = {"clients", "library", "mail", "people", "plans", "reminders", "reports", "runs"}
GROWING = {"auth_permission", "django_content_type"}
"""Django adds a row here for each new model."""
STARTS = "starts_on"
MENDED = {"runs_phase", "runs_checklist"}
"""Where a phase began after its first item was due, both it and its stage begin with that since."""
NEVER_FILLED = {"account_emailaddress", "account_emailconfirmation"}
ROLES = {
    "manager": "helena.brandt",
    "kam": "priya.raman",
    "hr": "ruth.aigner",
    "leader": "lea.novak",
    "administrator": "ada.berg",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first") / "first_release.changeover"
    path.write_bytes(gzip.decompress(ARCHIVE.read_bytes()))
    return path


@pytest.fixture(scope="module")
def before(archive: Path) -> list[Table]:
    """The tables as the first release knew them."""
    return tables_at(checking.check(archive).steps)


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Elsewhere:
    return elsewhere_in(tmp_path)


@pytest.fixture
def upgraded(archive: Path, elsewhere: Elsewhere) -> Iterator[None]:
    """A database of the first release, brought up to date."""
    with elsewhere():
        restore(archive, Wishes(while_connected=True), say=lambda line: None)
        yield


def test_the_archive_is_of_the_first_release(archive: Path) -> None:
    steps = checking.check(archive).steps

    assert {(app, name) for app, name in steps if app in OURS} == {
        (app, FIRST_RELEASE) for app in OURS
    }


def test_an_upgrade_loses_nothing_and_every_role_finds_its_pages(
    upgraded: None, archive: Path, before: list[Table]
) -> None:
    assert _lost(archive, before) == []
    assert not Item.objects.filter(due_on__lt=F("phase__starts_on")).exists()
    assert _lost_files() == []
    for role, name in ROLES.items():
        person = User.objects.get(email__startswith=name)
        crawl = Crawl(person).run()
        assert (person.role, crawl.broken) == (role, [])
        assert {"transition", "account", "profile"} <= set(crawl.pages)
        assert ("my_work" in crawl.pages) == (not person.reads_only)


def test_servers_of_the_first_release_go_on_writing(upgraded: None, before: list[Table]) -> None:
    written = {table.name for table in before if _written_again(table)}

    assert written == {table.name for table in before} - NEVER_FILLED
    assert set(applied(connection)) > {("plans", FIRST_RELEASE)}


def _lost(archive: Path, before: list[Table]) -> list[str]:
    """Rows that are no longer as they were, in the columns they had."""
    kept = {table.name: _plain(table, map(rows.to_line, rows.read(table))) for table in before}
    told: dict[str, list[str]] = {table.name: [] for table in before}
    by_name = {table.name: table for table in before}
    for member in checking.members(archive):
        if member.table:
            told[member.table] += _plain(by_name[member.table], member.lines())
    lost = [f"{name}: {row}" for name in told for row in set(told[name]) - set(kept[name])]
    grown = [name for name in told if len(kept[name]) != len(told[name])]
    return lost + [f"{name} has other rows too" for name in grown if name not in GROWING]


def _plain(table: Table, lines: Any) -> list[str]:
    """Rows to compare, whatever order a database keeps the keys of JSON in."""
    places = [n for n, field in enumerate(table.fields) if isinstance(field, models.JSONField)]
    starts = [n for n, field in enumerate(table.fields) if field.name == STARTS]
    found = []
    for line in lines:
        row = json.loads(line)
        for place in places:
            row[place] = json.loads(row[place])
        if table.name in MENDED:
            for place in starts:
                row[place] = None
            for place in places:
                row[place] = [{**stage, STARTS: None} for stage in row[place]]
        found.append(json.dumps(row, sort_keys=True))
    return found


def _lost_files() -> list[str]:
    """Files that are not there in the size that their row tells."""
    lost = []
    for row in [*Attachment.objects.all(), *Report.objects.exclude(file="")]:
        with row.file.open("rb") as file:
            if len(file.read()) != row.size:
                lost.append(str(row))
    return lost


def _written_again(table: Table) -> bool:
    """Take a row out and insert it as the first release would; nothing of it stays."""
    row = next(rows.read(table), None)
    if row is None:
        return False
    with transaction.atomic():
        if table.name == LogEntry._meta.db_table:  # no server takes an entry out, only this test
            append_only.release(table.name, connection)
        table.model._base_manager.filter(pk=row[0])._raw_delete(connection.alias)
        assert rows.insert(table, [rows.to_line(row)], connection) == 1
        connection.check_constraints()
        transaction.set_rollback(True)
    return True
