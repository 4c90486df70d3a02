"""Documents of an account: their files are stored before their rows, and go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.people.models import User
from accounts.profile.models import Document, Opening
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from config.lib import kept_files


def add(account_id: int, values: Mapping[str, Any], sent: Sent) -> Document:
    """Add a document, with its file where it has one. See `records.add`."""
    with stored(account_id, values) as (rest, path):
        return records.add(Document, account_id, rest, sent, unseen={"file": path} if path else {})


def change(document: Document, values: Mapping[str, Any], sent: Sent, *, version: int) -> Document:
    """Change a document; the file that it had goes when another takes its place.

    See `records.change`.
    """
    with stored(document.account_id, values) as (rest, path), transaction.atomic():
        before = _held_file(document)
        is_taken_off = values.get("file") is False
        if is_taken_off:
            rest |= {"file_name": "", "file_size": None, "media_type": ""}
        unseen = {"file": path} if path else {"file": ""} if is_taken_off else {}
        changed = records.change(Document, document.pk, rest, sent, version=version, unseen=unseen)
        if before and changed.file.name != before:
            _drop(before)
    return changed


@transaction.atomic
def remove(document: Document) -> None:
    """Remove a document and the file that it has by then."""
    path = _held_file(document)
    records.remove(Document, document.pk)
    if path:
        _drop(path)


@transaction.atomic
def say(document: Document, person: User, *, can_open: bool, now: datetime) -> Opening:
    """Keep that somebody could open a document, or could not; what they said before is replaced."""
    opening, _ = Opening.objects.update_or_create(
        document=document, person=person, defaults={"can_open": can_open, "said_at": now}
    )
    return opening


@contextmanager
def stored(account_id: int, values: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The values of a document without its file, which is stored while nobody waits for it.

    Gives the path as well; empty where no file was sent. It goes again where the row is not
    written.
    """
    rest, upload = dict(values), values.get("file")
    rest.pop("file", None)
    if not isinstance(upload, UploadedFile):
        yield rest, ""
        return
    name, media_type = kept_files.checked(upload)
    rest |= {"file_name": name, "file_size": upload.size, "media_type": media_type}
    laid = Document(account_id=account_id)
    laid.file.save(name, upload, save=False)
    path = str(laid.file.name)
    try:
        yield rest, path
    except BaseException:
        laid.file.delete(save=False)
        raise
    if not Document.objects.filter(account=account_id, file=path).exists():
        laid.file.delete(save=False)


def _held_file(document: Document) -> str:
    """The path of the file that a document has while its account is locked; empty without one."""
    records.hold(document.account_id)
    paths = Document.objects.filter(pk=document.pk).values_list("file", flat=True)
    return paths.first() or ""


def _drop(path: str) -> None:
    """Delete a file once its row is gone for good."""
    storage = Document._meta.get_field("file").storage
    transaction.on_commit(partial(storage.delete, path))
