"""How much anybody may send at once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MORE_THAN_ANYBODY_MEANS = 10
"""How many times the largest file; up to there a form says in words that a file is too large."""


class LimitHandler(FileUploadHandler):
    """Stops reading a request that is far too large, whatever it says about its length."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = settings.UPLOAD_MAX_BYTES * MORE_THAN_ANYBODY_MEANS
        self.seen = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803 - Django's name
        if content_length > self.most:
            raise RequestDataTooBig("This request is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > self.most:
            raise RequestDataTooBig("This request is too large.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one make the file."""
