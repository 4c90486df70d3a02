"""What digests do when the rest of the house says that something has happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from config.lib.mail.signals import mail_held
from transitions.reminders import operations


def connect() -> None:
    """Listen; called once, when the site starts."""
    mail_held.connect(leave_out_due, dispatch_uid="digests left out")


def leave_out_due(now: datetime, **more: Any) -> int:
    return operations.leave_out_due(now)
