"""Invitations that wait."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import Invitation, User


def invite(email: str, by: User, days: int = 7) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        email=email,
        full_name="Nora Lind",
        role=Role.HR,
        invited_by=by,
        invited_at=now - timedelta(days=8),
        expires_at=now + timedelta(days=days),
    )
