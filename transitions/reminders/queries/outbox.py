"""The outbox page: its mails in light rows, and where mails go."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message, MessageQuerySet

JOIN = "/join/"
"""How the link of an invitation begins."""
LIGHT = (
    "kind",
    "to",
    "subject",
    "state",
    "attempts",
    "send_after",
    "sent_at",
    "last_error",
    "created_at",
)


def light(mails: MessageQuerySet) -> MessageQuerySet:
    """Mails without their bodies."""
    return mails.only(*LIGHT)


def folder() -> str:
    """Where mails are written while no mail server is set; empty when mails leave the machine."""
    if settings.EMAIL_URL:
        return ""
    path = Path(settings.EMAIL_FILE_PATH)
    is_inside = path.is_relative_to(settings.BASE_DIR)
    return f"{path.relative_to(settings.BASE_DIR) if is_inside else path}/"


def sent_as() -> str:
    """What has become of a mail that went out; one written as a file has reached nobody."""
    return "Written to a file" if folder() else str(MessageState.SENT.label)


def states() -> list[tuple[str, str]]:
    """How far a mail has come, in words."""
    return [
        (state.value, sent_as() if state == MessageState.SENT else str(state.label))
        for state in MessageState
    ]


def invites(mail: Message) -> bool:
    """Whether it is an invitation: its link lets its reader join."""
    return mail.is_private and f"{settings.SITE_URL.rstrip('/')}{JOIN}" in mail.body_text


def headers(mail: Message) -> list[tuple[str, str]]:
    """The headers of a mail that its sender decides, in the order a reader wants them."""
    shown = [
        ("From", settings.DEFAULT_FROM_EMAIL),
        ("To", mail.to),
        ("Subject", mail.subject),
        ("Message-ID", mail.message_id),
    ]
    return shown if mail.is_private else shown + list(mail.headers.items())
