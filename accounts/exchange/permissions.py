"""Who may bring which files in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.exchange.choices import Kind

if TYPE_CHECKING:
    from accounts.people.models import User


def may_import(user: User) -> bool:
    """Managers and administrators bring files in."""
    return user.is_active and (user.is_administrator or user.is_manager)


def kinds_for(user: User) -> tuple[Kind, ...]:
    """What somebody may bring in: people are for administrators alone."""
    if not may_import(user):
        return ()
    return tuple(kind for kind in Kind if user.is_administrator or kind != Kind.PEOPLE)


def visible_imports(user: User) -> Q:
    """The imports that somebody sees: their own, and administrators all, as they see every row."""
    if not may_import(user):
        return Q(pk__in=[])
    return Q() if user.is_administrator else Q(by=user.pk)
