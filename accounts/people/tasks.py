"""What the worker does for people and their sign-ins."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts.people.operations import public_holidays, security


@shared_task(name="accounts.people.tasks.forget_old_sign_ins")
def forget_old_sign_ins() -> int:
    """Delete rows of the audit that are older than 400 days; returns how many."""
    return security.forget_old(timezone.now())


@shared_task(name=public_holidays.LOADING)
def load_holidays() -> int:
    """Keep the public holidays of the places in use; returns how many years are new."""
    return public_holidays.load(timezone.localdate())


@shared_task(name="accounts.people.tasks.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")
