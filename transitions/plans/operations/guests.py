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


def together(let_in: Iterable[Guest]) -> list[Guest]:
    """One for each person, with what is more of all: confidential or not, and how long."""
    found: dict[int, Guest] = {}
    for one in let_in:
        before = found.get(one.person.pk)
        found[one.person.pk] = _more(before, one) if before else one
    return list(found.values())


def _more(one: Guest, other: Guest) -> Guest:
    is_working = one.until_on is None or other.until_on is None
    last = None if is_working else max(filter(None, [one.until_on, other.until_on]))
    return Guest(one.person, one.reads_confidential or other.reads_confidential, last)
