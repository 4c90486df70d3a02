"""Whom a handover lets in to its account."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.clients.operations.access import Guest
from accounts.people.models import User
from transitions.plans.choices import READ_CONFIDENTIAL, TeamRole


def guests(team: Iterable[tuple[TeamRole, User]]) -> list[Guest]:
    """A team as who is let in; one person in two roles reads what either of them does."""
    reads: dict[User, bool] = {}
    for role, person in team:
        reads[person] = reads.get(person, False) or role in READ_CONFIDENTIAL
    return [Guest(person, reads_confidential=also) for person, also in reads.items()]
