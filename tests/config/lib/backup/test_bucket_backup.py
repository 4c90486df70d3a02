"""A site whose files lie in a bucket."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from pytest_django import Settings

from checklists.runs.models import Attachment
from checklists.runs.operations.evidence import Sent, attach
from config.lib import files
from config.lib.backup import Wishes, restore
from tests.config.lib.backup.conftest import NOW, Backup
from tests.factories.transitions import item_of, make_transition
from tests.support.bucket import NAME, Bucket, bucket
from tests.support.databases import Elsewhere, all_rows
from tests.support.smtp import free_port

__all__ = ["bucket"]
LARGE = b"\xef\xbb\xbf" + b"All that was agreed.\n" * 300_000


def test_files_go_from_a_bucket_to_a_folder_and_back(
    transactional_db: None,
    bucket: Bucket,
    backup: Backup,
    elsewhere: Elsewhere,
    settings: Settings,
    folder: Path,
) -> None:
    transition = make_transition()
    by = transition.manager
    upload = SimpleUploadedFile("agreed.txt", LARGE, "text/plain")
    name = (
        attach(item_of(transition, "File the contract").pk, upload, Sent(by, NOW))[0].file.name
        or ""
    )
    attach(
        item_of(transition, "Agree the agenda").pk,
        SimpleUploadedFile("gone.txt", b"x"),
        Sent(by, NOW),
    )
    gone = next(found for found in bucket.names if found != name)
    bucket.remove(gone)
    in_bucket = settings.STORAGES

    archive = backup()

    settings.STORAGES = in_bucket | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    with elsewhere() as place:
        contents = restore(archive, Wishes(), say=lambda line: None)
        assert contents.missing == [gone]
        assert (place / name).read_bytes() == LARGE
    bucket.remove(name)
    settings.STORAGES = in_bucket
    restore(archive, Wishes(replace=True, while_connected=True), say=lambda line: None)
    assert bucket.names == [name]
    with Attachment.objects.get(name="agreed.txt").file.open("rb") as file:
        assert file.read() == LARGE


# What cannot be raised any more is printed after the sentence, and an operator reads the last line.
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_bucket_that_does_not_answer_is_named_and_nothing_is_changed(
    transactional_db: None,
    bucket: Bucket,
    backup: Backup,
    settings: Settings,
    tmp_path: Path,
) -> None:
    transition = make_transition()
    upload = SimpleUploadedFile("agreed.txt", b"All that was agreed.", "text/plain")
    attach(item_of(transition, "File the contract").pk, upload, Sent(transition.manager, NOW))
    archive = backup()
    away = files.bucket(NAME, endpoint=f"http://127.0.0.1:{free_port()}", region="eu-central-1")
    settings.STORAGES = {**settings.STORAGES, "default": away}
    before, there = all_rows(), sorted(tmp_path.iterdir())

    with pytest.raises(CommandError, match="The bucket of S3_BUCKET does not answer"):
        call_command("backup", str(tmp_path / "site"))
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", str(archive), replace=True, no_input=True, while_connected=True)

    assert sorted(tmp_path.iterdir()) == there
    assert all_rows() == before
