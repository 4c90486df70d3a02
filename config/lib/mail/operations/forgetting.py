"""Mails are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message

LONGER = 4
"""A failed mail is kept so many times as long as one that went out."""
BATCH = 1000


def forget_old(now: datetime) -> int:
    """Delete mails that went out or failed long ago, a thousand at a time; returns how many.

    The ledger of digests stays, so that nobody gets an old digest again. Because it points to
    mails, Django loads what it deletes; `only` leaves the long texts where they are.
    """
    kept = timedelta(days=settings.MAIL_KEPT_DAYS)
    old = Message.objects.filter(
        Q(state=MessageState.SENT, sent_at__lt=now - kept)
        | Q(state=MessageState.FAILED, created_at__lt=now - LONGER * kept)
    ).order_by("pk")
    forgotten = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += old.filter(pk__in=keys).only("pk").delete()[1].get("mail.Message", 0)
    return forgotten
