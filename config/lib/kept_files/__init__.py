"""Files that people send: which are kept, and how they are given out again."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from config.lib.kept_files.kinds import WrongFile, kind_of, safe_name, served_as


def checked(upload: UploadedFile[bytes]) -> tuple[str, str]:
    """The name and media type under which a file may be kept.

    Raises:
        WrongFile: it is empty, too large, or of a kind that is not kept.
    """
    name, size = safe_name(str(upload.name)), upload.size or 0
    if size == 0:
        raise WrongFile(f"“{name}” is empty.")
    if size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise WrongFile(f"“{name}” is larger than {limit} MB.")
    kind = kind_of(name, cast(BinaryIO, upload))
    upload.seek(0)
    return name, kind


def download(file: FieldFile, *, name: str, media_type: str) -> FileResponse:
    """A kept file as a download. It never runs in the browser: sandboxed, its kind not guessed.

    Raises:
        Http404: it is not where it was kept.
    """
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=served_as(media_type)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
