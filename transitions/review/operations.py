"""Somebody says how they saw a handover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.people.models import User
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.operations import log
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.reviewing import tell
from transitions.review import permissions
from transitions.review.models import Opinion

NOT_YET = "The review can be written once ownership has moved."


@dataclass(frozen=True, slots=True)
class View:
    """What somebody says: a rating from 1 to 5, what went well, what to do better next time."""

    rating: int
    went_well: str
    improve: str


@transaction.atomic
def say(
    transition_id: int, role: TeamRole, view: View, *, seen: int, by: User, now: datetime
) -> Opinion:
    """Keep what the holder of a role says; saying the same again changes nothing.

    Args:
        transition_id: the transition.
        role: outgoing, incoming or manager.
        view: what they say.
        seen: the version that the page showed; 0 where nobody had said anything.
        by: who writes it down.
        now: when.

    Raises:
        Refused: there is no review yet, or it is not theirs to write.
        Stale: it was changed since the page was opened, and says something else now.
    """
    transition = lock(transition_id)
    person = transition.holder(role)
    if not permissions.is_open(transition):
        raise Refused(NOT_YET)
    if not permissions.may_write(by, transition, person):
        raise Refused(f"This is for {person} to write.")
    opinion = Opinion.objects.filter(transition=transition, role=role, person=person).first()
    if opinion and view == View(opinion.rating, opinion.went_well, opinion.improve):
        return opinion
    if seen != (opinion.version if opinion else 0):
        raise Stale("This was changed since you opened it.")
    activity = f"{person} {'changed' if opinion else 'wrote'} a view for the review"
    opinion = opinion or Opinion(transition=transition, role=role, person=person, version=0)
    opinion.written_by, opinion.written_at = by, now
    opinion.rating, opinion.went_well, opinion.improve = view.rating, view.went_well, view.improve
    opinion.version += 1
    opinion.save()
    log.write(transition, LogKind.WORDS, activity, by=by, at=now)
    tell(transition, by=by, now=now)
    return opinion
