from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import JSONField, Value

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Attachment, Checklist
from config.lib.backup import CannotRestore, Damaged, Wishes, database, restore, saving, staging
from config.lib.backup.archive import Writer
from config.lib.backup.checking import members
from config.lib.version import VERSION, is_newer
from tests.config.lib.backup.conftest import CONTRACT, NOW, Backup
from tests.support.databases import Elsewhere, all_rows
from transitions.plans.models import Transition
from transitions.portfolio.models import Change

REPLACING = Wishes(replace=True, while_connected=True)


BENT = "Zoë “Ω” \\N \t 𝄞\nline"
KEY = "x" * 32


def quiet(line: str) -> None:
    """Say nothing."""


def content_of(attachment: Attachment) -> bytes:
    with attachment.file.open("rb") as file:
        content: bytes = file.read()
        return content


def archive_of(path: Path, head: dict[str, object], *names: str) -> Path:
    """An archive with a sound seal and members of our choice."""
    with path.open("wb") as out:
        writer = Writer(out, {"product_version": VERSION, "made_at": NOW.isoformat()} | head)
        for name in names:
            writer.add_bytes(name, b"")
        writer.close({"rows": {}, "files": len(names), "missing": []})
    return path


def bend(transition: Transition) -> None:
    """Give the site values that a careless copy would change."""
    moment = NOW.replace(microsecond=123457)
    User.objects.filter(pk=transition.incoming_id).update(full_name=BENT, last_login=moment)
    Account.objects.update(annual_revenue=Decimal("99999999.99"))
    Checklist.objects.update(stages=Value(None, JSONField()))
    Session.objects.create(session_key=KEY, session_data="", expire_date=NOW)


def test_a_restored_site_is_the_same_row_by_row_but_for_sessions(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    bend(transition)
    before = all_rows()
    archive = backup()

    with elsewhere():
        restore(archive, Wishes(), say=quiet)

        assert all_rows() == before
        assert content_of(Attachment.objects.get()) == CONTRACT
        assert User.objects.filter(
            full_name=BENT, last_login=NOW.replace(microsecond=123457)
        ).exists()
        assert Checklist.objects.filter(stages=Value(None, JSONField())).count() == 1
        assert not Session.objects.exists()
        account = Account.objects.create(name="Nordlicht", owner=transition.incoming)
        assert account.pk > transition.account_id
    assert KEY.encode() not in archive.read_bytes()


def test_a_restored_database_goes_on_noting_what_changes(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    archive = backup()

    with elsewhere():
        restore(archive, Wishes(), say=quiet)
        restore(archive, REPLACING, say=quiet)
        before = Change.objects.count()
        Account.objects.filter(pk=transition.account_id).update(name="Nordlicht")

        assert Change.objects.count() == before + 1


def test_an_archive_restores_on_the_other_kind_of_database_and_back(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    bend(transition)
    before = all_rows()
    archive = backup()

    with elsewhere("sqlite" if connection.vendor == "postgresql" else "postgresql"):
        restore(archive, Wishes(), say=quiet)
        on_the_way = all_rows()
        archive = backup()
    with elsewhere():
        restore(archive, Wishes(), say=quiet)

        assert on_the_way == before
        assert all_rows() == before
        account = Account.objects.create(name="Nordlicht", owner=transition.incoming)
        assert account.pk > transition.account_id


def test_people_are_only_replaced_when_the_operator_says_so(
    transition: Transition, backup: Backup
) -> None:
    archive = backup()
    User.objects.filter(pk=transition.incoming_id).update(full_name="Somebody Else")

    with pytest.raises(CannotRestore, match="There are people in this database"):
        restore(archive, Wishes(while_connected=True), say=quiet)

    assert User.objects.get(pk=transition.incoming_id).full_name == "Somebody Else"


def test_an_archive_of_newer_code_is_refused(tmp_path: Path, elsewhere: Elsewhere) -> None:
    head: dict[str, object] = {"migrations": [["people", "0001_initial"], ["people", "0999_moon"]]}
    archive = archive_of(tmp_path / "newer", head)

    with elsewhere(), pytest.raises(CannotRestore, match="newer version of Changeover"):
        restore(archive, Wishes(), say=quiet)


@pytest.mark.parametrize("version", ["99.0.0", "1.99", "moon"])
def test_an_archive_of_a_newer_version_is_refused_although_its_rows_look_the_same(
    transition: Transition, backup: Backup, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setattr(saving, "VERSION", version)
    archive = backup()
    before = all_rows()

    with pytest.raises(CannotRestore) as refusal:
        restore(archive, REPLACING, say=quiet)

    assert str(refusal.value) == (
        f"The archive was made by a newer version of Changeover ({version})."
        " Update Changeover first, then restore."
    )
    assert all_rows() == before


def test_versions_are_compared_by_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.lib.version.VERSION", "1.9.0")

    later = [
        one for one in ("1.10", "1.9.1", "2", "1.9", "1.9.0", "1.8.12", "0.9") if is_newer(one)
    ]

    assert later == ["1.10", "1.9.1", "2"]


@pytest.mark.parametrize(
    "name",
    [
        "files/../../etc/passwd",
        "files//etc/passwd",
        "files/a\\..\\b",
        "/etc/passwd",
        "tables/people_user.sql",
        "files/evidence/..",
    ],
)
def test_an_archive_with_an_unsafe_name_is_refused(
    transition: Transition, tmp_path: Path, folder: Path, name: str
) -> None:
    archive = archive_of(tmp_path / "unsafe", {"migrations": []}, name)
    before = sorted(folder.rglob("*"))

    with pytest.raises(Damaged, match="does not belong"):
        restore(archive, REPLACING, say=quiet)

    assert sorted(folder.rglob("*")) == before


def test_a_restore_that_fails_late_changes_nothing(
    transition: Transition, backup: Backup, tmp_path: Path, folder: Path
) -> None:
    archive = backup()
    default_storage.delete(Attachment.objects.get().file.name or "")
    User.objects.filter(pk=transition.incoming_id).update(full_name="Somebody Else")
    before = (all_rows(), sorted(folder.rglob("*")))
    broken = _with_a_lost_owner(archive, tmp_path / "broken")

    with pytest.raises((CannotRestore, IntegrityError)):
        restore(broken, REPLACING, say=quiet)

    assert (all_rows(), sorted(path for path in folder.rglob("*"))) == before


def _with_a_lost_owner(archive: Path, path: Path) -> Path:
    """A well sealed archive without its people: every reference to them breaks."""
    head: dict[str, object] = {}
    counts: dict[str, int] = {}
    files = 0
    with path.open("wb") as out:
        writer = None
        for member in members(archive):
            content = member.content.read()
            if member.name == "format.json":
                head = json.loads(content)
                writer = Writer(out, head)
            elif member.table == "people_user" or member.name == "index.json":
                if member.name == "index.json":
                    counts = json.loads(content)["rows"] | {"people_user": 0}
                    files = json.loads(content)["files"]
            else:
                assert writer
                writer.add_bytes(member.name, content)
        assert writer
        writer.close({"rows": counts, "files": files, "missing": []})
    return path


def test_a_replaced_site_is_gone_whole_but_its_files_hurt_nobody(
    transition: Transition, backup: Backup, folder: Path
) -> None:
    before = all_rows()
    archive = backup()
    Account.objects.create(name="Made after the backup", owner=transition.incoming)
    name = Attachment.objects.get().file.name or ""
    (folder / name).write_bytes(b"Written since by somebody else.")

    restore(archive, REPLACING, say=quiet)

    kept = Attachment.objects.get()
    assert kept.file.name != name
    assert content_of(kept) == CONTRACT
    assert (folder / name).read_bytes() == b"Written since by somebody else."
    Attachment.objects.update(file=name)
    assert all_rows() == before


def test_a_file_that_has_gone_is_told_and_does_not_stop_a_backup(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, folder: Path
) -> None:
    name = Attachment.objects.get().file.name or ""
    (folder / name).unlink()

    archive = backup()

    with elsewhere():
        contents = restore(archive, Wishes(), say=quiet)
        assert contents.missing == [name]
        assert Attachment.objects.get().file.name == name


def test_a_site_in_use_is_not_restored(transition: Transition, backup: Backup) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot tell who is connected")
    archive = backup()

    settings = database.settings_now()
    connection.close()

    with database.standing_in(settings) as visitor:
        visitor.ensure_connection()
        with (
            database.standing_in(settings),
            pytest.raises(CannotRestore, match="in use by"),
        ):
            restore(archive, Wishes(replace=True), say=quiet)


def test_a_site_that_somebody_uses_at_the_last_moment_stays_as_it_was(
    transition: Transition, backup: Backup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "PATIENCE", 1)
    archive = backup()
    User.objects.filter(pk=transition.incoming_id).update(full_name="Somebody Else")
    settings = database.settings_now()
    settings["OPTIONS"].pop("timeout", None)

    with database.standing_in(settings), transaction.atomic():
        User.objects.filter(pk=transition.incoming_id).update(full_name="A third name")
        with (
            database.standing_in(settings),
            pytest.raises(CannotRestore, match="Stop the site and its workers"),
        ):
            restore(archive, REPLACING, say=quiet)

    assert User.objects.get(pk=transition.incoming_id).full_name == "A third name"
    assert Account.objects.count() == 1
