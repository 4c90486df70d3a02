"""The words of a transition: introduction, closing text, review, objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.people.models import User
from transitions.plans.choices import LogKind, State
from transitions.plans.models import Objective, Transition
from transitions.plans.operations import lifecycle, log, reviewing
from transitions.plans.operations.gates import Override
from transitions.plans.operations.lifecycle import NO_REASON
from transitions.plans.operations.locking import Refused, bump, lock

TEXTS = ("client_reason", "introduction", "closing", "findings", "recommendations", "lessons")
LABELS = {
    "client_reason": "what the client will read",
    "introduction": "the introduction",
    "closing": "the closing text",
    "findings": "the findings",
    "recommendations": "the recommendations",
    "lessons": "the lessons learned",
    "key_contact": "the key contact",
    "access_days": "how long who hands over reads on",
}
SCORED = {"score", "comment"}
MOVED = (
    "Ownership has moved. The page of the team says until when who handed over reads the account."
)
CANCELLED = "This transition was cancelled. Its words stay as they are."


@dataclass(frozen=True, slots=True)
class Changes:
    """What somebody wrote: new values by field, and per objective its title, score or comment.

    Only the fields in `LABELS` are taken; objectives go by id.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    objectives: Mapping[int, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review(Changes):
    """What somebody wrote at the end, and why it completes although something is open."""

    override: Override = NO_REASON


class Stale(Refused):
    """Somebody else changed the record since the page was opened."""


@transaction.atomic
def change(
    transition_id: int, changes: Changes, *, version: int, by: User, now: datetime
) -> Transition:
    """Change texts, key contact and objectives; what is the same already changes nothing.

    Args:
        transition_id: the transition.
        changes: what the person wrote.
        version: the version the page was opened with.
        by: who changes it.
        now: when.

    Raises:
        Stale: it has changed since that version, and says something else now.
        Refused: it was cancelled, or it is too late to say how long somebody reads on.
    """
    transition = lock(transition_id)
    if transition.state == State.CANCELLED:
        raise Refused(CANCELLED)
    words = _written_anew(transition, changes)
    if transition.has_moved and "access_days" in words:
        raise Refused(MOVED)
    objectives = _differing(transition, changes)
    if not words and not objectives:
        return transition
    if transition.version != version:
        raise Stale("Somebody changed this since you opened it. Both versions are shown below.")
    for name in words:
        setattr(transition, name, changes.values[name])
    for objective, values in objectives:
        for name, value in values.items():
            setattr(objective, name, value)
        objective.save(update_fields=list(values))
    bump(transition, *words)
    fields = {name for _, values in objectives for name in values}
    for activity in _activities(words, fields):
        log.write(transition, LogKind.WORDS, activity, by=by, at=now)
    reviewing.tell(transition, by=by, now=now)
    return transition


@transaction.atomic
def complete_with(
    transition_id: int, review: Review, *, version: int, by: User, now: datetime
) -> Transition:
    """Write the review at the end and complete the transition; both or neither.

    Raises:
        Stale: it has changed since that version.
        Refused: it was cancelled, cannot be completed yet, or only with a reason.
    """
    found = change(transition_id, review, version=version, by=by, now=now)
    was_completed = found.state == State.COMPLETED  # then other words have been told of already
    completed = lifecycle.complete(transition_id, by=by, now=now, override=review.override)
    if not was_completed:
        reviewing.tell(completed, by=by, now=now)
    return completed


def _written_anew(transition: Transition, changes: Changes) -> list[str]:
    """The fields whose values differ."""
    values = {name: value for name, value in changes.values.items() if name in LABELS}
    return [name for name in LABELS if name in values and getattr(transition, name) != values[name]]


def _differing(
    transition: Transition, changes: Changes
) -> list[tuple[Objective, dict[str, object]]]:
    """The objectives that were written anew, each with the values that differ."""
    found = []
    for objective in transition.objectives.all():
        wanted = changes.objectives.get(objective.pk, {})
        values = {
            name: value for name, value in wanted.items() if getattr(objective, name) != value
        }
        if values:
            found.append((objective, values))
    return found


def _activities(words: list[str], fields: set[str]) -> list[str]:
    """What the log says: which words changed, and whether objectives were scored."""
    labels = [LABELS[name] for name in words]
    if "title" in fields:
        labels.append("the objectives")
    found = [f"Changed {', '.join(labels)}"] if labels else []
    return [*found, "Scored the objectives"] if fields & SCORED else found
