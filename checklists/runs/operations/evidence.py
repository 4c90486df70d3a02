"""Notes and files on items: what proves that something was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.people.models import User
from checklists.runs.models import Attachment, Item, Note
from checklists.runs.operations.guards import SentBefore, made_before
from checklists.runs.operations.items import lock
from config.lib.kept_files import checked
from config.lib.kept_files.kinds import safe_name


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent something, when, and the key of the form they had opened."""

    by: User
    now: datetime
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def add_note(item_id: int, body: str, sent: Sent) -> tuple[Note, bool]:
    """Write a note on an item; the same opened form writes it once.

    Returns:
        The note, and whether it was written just now.

    Raises:
        SentBefore: the form made another note.
    """
    item = lock(item_id)
    own = Note.objects.filter(item=item, author=sent.by)
    before = made_before(own, sent.key, body=body.strip())
    if before:
        return before, False
    note = Note.objects.create(
        item=item,
        author=sent.by,
        body=body.strip(),
        created_at=sent.now,
        request_key=sent.key,
    )
    item.note_count = item.notes.count()
    item.save(update_fields=["note_count"])
    return note, True


def attach(item_id: int, upload: UploadedFile[bytes], sent: Sent) -> tuple[Attachment, bool]:
    """Keep a file on an item; what `laid` and `keep` do, for whom there is no more to lock.

    Returns:
        The file that is kept, and whether it is this one.

    Raises:
        WrongFile: it is empty, too large, or of a kind that is not kept.
        SentBefore: the form kept another file.
    """
    with laid(item_id, upload, sent) as stored:
        kept, is_new = keep(stored)
    if not is_new:
        refuse_other(kept, upload)
    return kept, is_new


@contextmanager
def laid(item_id: int, upload: UploadedFile[bytes], sent: Sent) -> Iterator[Attachment]:
    """A file that is checked and stored while nobody waits for it; `keep` writes its row.

    It goes again where the row is not written, or is rolled back.

    Raises:
        WrongFile: it is empty, too large, or of a kind that is not kept.
    """
    name, media_type = checked(upload)
    attachment = Attachment(
        item=Item.objects.get(pk=item_id),
        name=name,
        size=upload.size or 0,
        content_type=media_type,
        uploaded_by=sent.by,
        created_at=sent.now,
        request_key=sent.key,
    )
    attachment.file.save(name, upload, save=False)
    try:
        yield attachment
    except BaseException:
        attachment.file.delete(save=False)
        raise
    if attachment.pk is None:
        attachment.file.delete(save=False)


@transaction.atomic
def keep(laid: Attachment) -> tuple[Attachment, bool]:
    """Write the row of a stored file; the same opened form keeps one file.

    Returns:
        The file that is kept, and whether it is this one.

    Raises:
        SentBefore: the form kept a file elsewhere, or for somebody else.
    """
    laid.pk = None  # where this is done once more, what was taken back had one
    item = lock(laid.item_id)
    own = Attachment.objects.filter(item=item, uploaded_by=laid.uploaded_by)
    before = made_before(own, laid.request_key)
    if before:
        return before, False
    laid.save(force_insert=True)
    item.file_count = item.attachments.count()
    item.save(update_fields=["file_count"])
    return laid, True


def refuse_other(kept: Attachment, upload: UploadedFile[bytes]) -> None:
    """Say that a form kept another file than the one it sends now.

    Raises:
        SentBefore: the file has another name or other content.
    """
    if (kept.name, kept.size) != (safe_name(str(upload.name)), upload.size):
        raise SentBefore(kept)
    with kept.file.open("rb") as stored:
        if _digest(stored) != _digest(upload):
            raise SentBefore(kept)


def _digest(file: File[bytes]) -> bytes:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.digest()
