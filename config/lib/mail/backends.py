"""Where mails go while no mail server is set: into a folder, one file a mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes each mail under `EMAIL_FILE_PATH` as a file that mail programs open.

    The file is named after the Message-ID, so that a mail that is written again replaces itself.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            name = re.sub(r"[^\w.-]", "", message["Message-ID"].partition("@")[0])
            (folder / f"{name}.eml").write_bytes(message.as_bytes())
        return len(email_messages)
