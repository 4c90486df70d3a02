"""A restored site does not say again what the site before it may have said already."""

from __future__ import annotations

from datetime import datetime

from config.lib import words
from config.lib.mail.operations import hold_unsent
from config.lib.mail.signals import mail_held

WHY = (
    "This site was restored from a backup. The mail may have gone out before, so it waits for you."
)


def hold_mail(now: datetime) -> str:
    """Hold back what waits in the outbox and what is due at a moment; returns what was done."""
    waiting = hold_unsent(WHY)
    due = sum(int(left_out or 0) for _, left_out in mail_held.send(sender=None, now=now))
    return (
        f"Mail: {words.count(waiting, 'waiting mail')} held back and {words.count(due, 'digest')}"
        " due now left out, because they may have gone out before. Administrators send a mail"
        " again in the outbox."
    )
