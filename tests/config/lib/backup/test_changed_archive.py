"""What is restored is what was proven, although a person may think for long in between."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Attachment
from config.lib.backup import CannotRestore, Wishes, prove, restore
from tests.config.lib.backup.conftest import Backup
from tests.support.databases import all_rows
from transitions.plans.models import Transition

REPLACING = Wishes(replace=True, while_connected=True)


def quiet(line: str) -> None:
    """Say nothing."""


def overwrite(archive: Path, content: bytes) -> None:
    archive.write_bytes(content)


def replace(archive: Path, content: bytes) -> None:
    beside = archive.with_suffix(".new")
    beside.write_bytes(content)
    beside.replace(archive)


def damage(archive: Path, _content: bytes) -> None:
    archive.write_bytes(archive.read_bytes()[:-1])


def remove(archive: Path, _content: bytes) -> None:
    archive.unlink()


CHANGES = pytest.mark.parametrize("change", [overwrite, replace, damage, remove])
Change = Callable[[Path, bytes], None]


def said_of(archive: Path) -> str:
    return (
        f"The archive {archive} has changed since it was proven, so nothing was changed here. See"
        " that it stays as it is, then try again."
    )


@pytest.fixture
def another(transition: Transition, backup: Backup) -> bytes:
    """A sound archive of the same site on another day, when somebody had another name."""
    content = backup().read_bytes()
    User.objects.filter(pk=transition.incoming_id).update(full_name="Somebody Else")
    return content


@CHANGES
def test_an_archive_that_changes_while_a_person_is_asked_is_refused(
    another: bytes, backup: Backup, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    archive = backup()
    before = all_rows()

    def answer(question: str) -> str:
        change(archive, another)
        return "replace"

    monkeypatch.setattr("builtins.input", answer)

    with pytest.raises(CommandError) as refusal:
        call_command("restore", archive, "--replace", "--while-connected", stdout=StringIO())

    assert str(refusal.value) == said_of(archive)
    assert all_rows() == before


def test_an_archive_that_has_changed_is_refused_before_anything_is_touched(
    another: bytes, backup: Backup, folder: Path
) -> None:
    archive = backup()
    proven = prove(archive, REPLACING, say=quiet)
    replace(archive, another)
    default_storage.delete(Attachment.objects.get().file.name or "")
    before = sorted(folder.rglob("*"))

    with CaptureQueriesContext(connection) as queries, pytest.raises(CannotRestore):
        restore(archive, REPLACING, say=quiet, proven=proven)

    assert list(queries) == []
    assert sorted(folder.rglob("*")) == before


@CHANGES
def test_an_archive_that_changes_while_it_is_read_leaves_everything_as_it_was(
    another: bytes, backup: Backup, folder: Path, change: Change
) -> None:
    archive = backup()
    default_storage.delete(Attachment.objects.get().file.name or "")
    before = (all_rows(), sorted(folder.rglob("*.txt")))

    def change_it(line: str) -> None:
        if line.startswith("Rows:"):
            change(archive, another)

    with pytest.raises(CannotRestore) as refusal:
        restore(archive, REPLACING, say=change_it)

    assert str(refusal.value) == said_of(archive)
    assert (all_rows(), sorted(folder.rglob("*.txt"))) == before
