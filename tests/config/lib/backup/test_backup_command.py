from __future__ import annotations

import stat
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from accounts.people.models import User
from checklists.runs.models import Attachment
from config.lib.backup.checking import check
from config.lib.backup.tables import applied, tables_at
from tests.config.lib.backup.conftest import Backup
from tests.support.databases import Elsewhere, all_rows
from transitions.plans.models import Transition


def run(name: str, *args: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *(str(argument) for argument in args), stdout=out, **options)
    return out.getvalue()


def test_a_backup_is_for_its_owner_alone_and_says_what_it_holds(
    transition: Transition, tmp_path: Path
) -> None:
    path = tmp_path / "site"

    said = run("backup", path)

    contents = check(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert contents.file_count == 1
    assert f"{sum(contents.rows.values())} rows and 1 file" in said


def test_a_backup_without_all_files_is_kept_and_does_not_pass_for_a_whole_one(
    transition: Transition, tmp_path: Path
) -> None:
    path = tmp_path / "site"
    default_storage.delete(Attachment.objects.get().file.name or "")

    with pytest.raises(CommandError, match="1 file had gone from the storage") as told:
        run("backup", path)

    assert told.value.returncode == 3
    assert len(check(path).missing) == 1


def test_a_backup_never_overwrites_unless_told_to(transition: Transition, tmp_path: Path) -> None:
    path = tmp_path / "site"
    path.write_text("The backup of yesterday.")

    with pytest.raises(CommandError, match="Add --force"):
        run("backup", path)
    assert path.read_text() == "The backup of yesterday."

    run("backup", path, "--force")
    assert check(path).file_count == 1


@pytest.mark.parametrize(
    ("command", "said"), [("backup", "There is no folder"), ("restore", "There is no file")]
)
def test_a_place_that_belongs_to_somebody_else_is_named_with_who_runs_this(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    path = tmp_path / "site"
    path.write_text("An archive that root has copied.")
    monkeypatch.setenv("LOGNAME", "changeover")
    monkeypatch.setattr("os.access", lambda _path, _mode: False)  # root may do everything

    with pytest.raises(CommandError, match=rf"{said} \S+ that the user changeover may"):
        run(command, path)


def test_half_a_backup_is_none(
    transition: Transition, tmp_path: Path, settings: object, folder: Path
) -> None:
    MigrationRecorder.Migration.objects.create(app="people", name="0999_of_the_future")
    before = sorted(tmp_path.iterdir())

    with pytest.raises(CommandError, match="newer version of Changeover"):
        run("backup", tmp_path / "site")

    assert sorted(tmp_path.iterdir()) == before
    MigrationRecorder.Migration.objects.filter(name="0999_of_the_future").delete()


def test_a_backup_goes_down_a_pipe(
    transition: Transition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(pipe))

    call_command("backup", "-", stderr=StringIO())

    path = tmp_path / "site"
    path.write_bytes(pipe.getvalue())
    assert check(path).file_count == 1


def test_an_empty_database_has_nothing_to_back_up(elsewhere: Elsewhere, tmp_path: Path) -> None:
    with elsewhere(), pytest.raises(CommandError, match="nothing to back up"):
        run("backup", tmp_path / "site")


def test_replacing_people_is_asked_first(
    transition: Transition, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = backup()
    before = all_rows()
    User.objects.filter(pk=transition.incoming_id).update(full_name="Somebody Else")
    monkeypatch.setattr("builtins.input", lambda question: "yes")

    with pytest.raises(CommandError, match="Nothing was changed"):
        run("restore", archive, "--replace", "--while-connected")
    assert User.objects.get(pk=transition.incoming_id).full_name == "Somebody Else"

    said = run("restore", archive, "--replace", "--while-connected", "--no-input", "--send-mail")
    assert "1 file. Everybody signs in again." in said
    assert all_rows() == before


@pytest.mark.parametrize("options", [(), ("--replace",), ("--replace", "--while-connected")])
def test_a_damaged_archive_is_told_before_anything_is_asked_or_has_to_be_stopped(
    transition: Transition,
    backup: Backup,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    archive, ask = backup(), Mock(return_value="replace")
    archive.write_bytes(archive.read_bytes()[:-1])
    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("config.lib.backup.staging.company", lambda: 3)

    with pytest.raises(CommandError, match="not an archive of Changeover, or its end is missing"):
        run("restore", archive, *options)

    ask.assert_not_called()


def test_an_archive_is_read_through_once_and_told_sound_before_the_site_has_to_stop(
    transition: Transition, backup: Backup, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, out = backup(), StringIO()

    with pytest.raises(CommandError, match="Add --replace"):
        call_command("restore", str(archive), stdout=out)
    said = run("restore", archive, "--replace", "--while-connected", "--no-input")

    assert "The archive is sound" in out.getvalue()
    assert said.count("The archive is sound") == 1


def test_nobody_is_asked_while_somebody_is_at_work(
    transition: Transition, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = backup()
    ask = Mock(return_value="replace")
    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("config.lib.backup.staging.company", lambda: 2)

    with pytest.raises(CommandError) as refusal:
        run("restore", archive, "--replace")

    assert str(refusal.value) == (
        "The database is in use by 2 other connections. Stop the site and its workers first. If it"
        " is only you who looks, add --while-connected."
    )
    ask.assert_not_called()


def test_where_nobody_can_answer_nothing_is_replaced(
    transition: Transition, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = backup()
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError, match="Add --no-input to go on unasked"):
        run("restore", archive, "--replace", "--while-connected")


def test_every_file_lies_in_the_storage_that_a_backup_reads(transactional_db: None) -> None:
    fields = [
        field
        for table in tables_at(applied(connection))
        for field in table.fields
        if isinstance(field, models.FileField)
    ]

    assert fields
    assert all(field.storage == default_storage for field in fields)
