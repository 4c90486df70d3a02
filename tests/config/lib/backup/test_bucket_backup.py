"""A site whose files lie in a bucket."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from checklists.runs.models import Attachment
from checklists.runs.operations.evidence import Sent, attach
from config.lib.backup import Wishes, restore
from tests.config.lib.backup.conftest import NOW, Backup
from tests.factories.transitions import item_of, make_transition
from tests.support.bucket import Bucket, bucket
from tests.support.databases import Elsewhere

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
    with elsewhere() as files:
        contents = restore(archive, Wishes(), say=lambda line: None)
        assert contents.missing == [gone]
        assert (files / name).read_bytes() == LARGE
    bucket.remove(name)
    settings.STORAGES = in_bucket
    restore(archive, Wishes(replace=True, while_connected=True), say=lambda line: None)
    assert bucket.names == [name]
    with Attachment.objects.get(name="agreed.txt").file.open("rb") as file:
        assert file.read() == LARGE
