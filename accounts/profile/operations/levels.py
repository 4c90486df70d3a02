"""Sections of an account become confidential, and open again."""

from __future__ import annotations

from django.db import transaction

from accounts.profile.models import ConfidentialSection
from accounts.profile.operations.records import Sent, hold


@transaction.atomic
def close(account_id: int, book: str, section: str, sent: Sent) -> ConfidentialSection:
    """Keep a section for those who read what is confidential; who said so first stays.

    The account is locked, so nothing that others read is made of the section meanwhile.
    """
    hold(account_id)
    mark, _ = ConfidentialSection.objects.get_or_create(
        account_id=account_id,
        book=book,
        section=section,
        defaults={"said_by": sent.by, "said_at": sent.now},
    )
    return mark


@transaction.atomic
def open_up(account_id: int, book: str, section: str) -> None:
    """Let everybody who sees the account read a section again. Safe to call twice."""
    hold(account_id)
    rows = ConfidentialSection.objects.filter(account=account_id, book=book, section=section)
    for mark in rows:
        mark.delete()  # one by one, so that the audit sees it
