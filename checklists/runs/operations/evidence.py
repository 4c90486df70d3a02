"""Notes and files on items: what proves that something was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.people.models import User
from checklists.runs.models import Attachment, Note
from checklists.runs.operations.guards import made_before
from checklists.runs.operations.items import lock
from checklists.runs.rules.files import WrongFile, kind_of, safe_name


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
        CannotChange: the form made another note.
    """
    item = lock(item_id)
    before = made_before(Note.objects.filter(item=item, author=sent.by), sent.key)
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


@transaction.atomic
def attach(item_id: int, upload: UploadedFile[bytes], sent: Sent) -> tuple[Attachment, bool]:
    """Keep a file on an item; the same opened form keeps it once.

    The caller deletes the file with `discard` when its own transaction fails afterwards.

    Returns:
        The file, and whether it was kept just now.

    Raises:
        WrongFile: it is empty, too large, or of a kind that is not kept.
        CannotChange: the form kept another file.
    """
    name = safe_name(str(upload.name))
    content_type = _checked(upload, name)
    item = lock(item_id)
    before = made_before(Attachment.objects.filter(item=item, uploaded_by=sent.by), sent.key)
    if before:
        return before, False
    attachment = Attachment(
        item=item,
        name=name,
        size=upload.size or 0,
        content_type=content_type,
        uploaded_by=sent.by,
        created_at=sent.now,
        request_key=sent.key,
    )
    attachment.file.save(name, upload, save=False)
    try:
        attachment.save()
        item.file_count = item.attachments.count()
        item.save(update_fields=["file_count"])
    except BaseException:
        discard(attachment)
        raise
    return attachment, True


def discard(attachment: Attachment) -> None:
    """Remove the file of a row that is rolled back."""
    attachment.file.delete(save=False)


def _checked(upload: UploadedFile[bytes], name: str) -> str:
    """The media type of a file that may be kept."""
    size = upload.size or 0
    if size == 0:
        raise WrongFile(f"“{name}” is empty.")
    if size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise WrongFile(f"“{name}” is larger than {limit} MB.")
    kind = kind_of(name, cast(BinaryIO, upload))
    upload.seek(0)
    return kind
