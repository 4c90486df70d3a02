"""People and words of a record: team, log, objectives, lists of lines, sign-offs."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from accounts.people.models import User
from config.lib import words
from transitions.dossier.queries.keys import signatures
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.models import Transition
from transitions.reports.queries.record.shapes import (
    Entry,
    Key,
    Log,
    Member,
    Objective,
    Opinion,
    Override,
    Person,
    SignOff,
)
from transitions.review.models import VOICES
from transitions.review.models import Opinion as Said


def person(user: User) -> Person:
    return Person(user.full_name, user.initials, user.position, user.email, user.phone)


def team(transition: Transition) -> tuple[Member, ...]:
    """The team, in the order it was put together; one query."""
    members = transition.team.select_related("person")
    return tuple(
        Member(person(member.person), member.role_label, member.responsibilities.strip())
        for member in members
    )


def log(transition: Transition) -> Log:
    """What changed dates, people or status, oldest first; two queries.

    Ticks and notes stand in the checklist. That a report was made is no news for a report.
    """
    told = transition.log.exclude(kind=LogKind.REPORT)
    entries = (
        told.exclude(kind=LogKind.ITEM).select_related("responsible").order_by("happened_at", "pk")
    )
    return Log(
        entries=tuple(
            Entry(
                at=moment(entry.happened_at),
                has_time=entry.kind != LogKind.MANUAL,
                is_health=entry.kind == LogKind.HEALTH,
                activity=entry.activity,
                responsible=entry.responsible.full_name if entry.responsible else "",
                notes=entry.notes.strip(),
            )
            for entry in entries
        ),
        total=told.count(),
    )


def objectives(transition: Transition) -> tuple[Objective, ...]:
    return tuple(
        Objective(objective.title, objective.score, objective.comment)
        for objective in transition.objectives.all()
    )


def opinions(transition: Transition) -> tuple[Opinion, ...]:
    """What both KAMs and the manager say, in that order; one query."""
    said = Said.objects.filter(transition=transition).select_related("person", "written_by")
    in_order = sorted(said, key=lambda one: VOICES.index(TeamRole(one.role)))
    return tuple(
        Opinion(
            person=person(found.person),
            role=found.get_role_display(),
            rating=found.rating,
            went_well=found.went_well.strip(),
            improve=found.improve.strip(),
            told_to="" if found.written_by == found.person else found.written_by.full_name,
        )
        for found in in_order
    )


def overrides(transition: Transition) -> tuple[Override, ...]:
    """The gates that were passed although something was open, the oldest first; one query."""
    return tuple(
        Override(
            gate=override.get_gate_display(),
            reason=override.reason,
            by=override.decided_by.full_name,
            at=moment(override.decided_at),
            was_open=tuple(override.lines),
        )
        for override in transition.overrides.select_related("decided_by")
    )


def keys(transition: Transition) -> tuple[Key, ...]:
    """Who handed the dossier over, accepted and released it, the oldest first; one query."""
    return tuple(
        Key(
            side=signature.get_side_display(),
            by=signature.by.full_name,
            at=moment(signature.at),
            reservations=signature.reservations.strip(),
        )
        for signature in signatures(transition)
    )


def ownership_moved(transition: Transition) -> str:
    """When ownership moved and who moved it, in words; empty while it has not."""
    moved_on, mover = transition.moved_on, transition.ownership_moved_by
    if moved_on is None:
        return ""
    is_planned = moved_on == transition.owns_on
    when = "on the planned day" if is_planned else "once nothing stood in the way"
    return f"{_spoken_day(moved_on)}, by {mover.full_name if mover else f'Changeover, {when}'}"


def sign_offs(transition: Transition) -> tuple[SignOff, ...]:
    """Both KAMs, the manager, and whoever else moved ownership or completed the transition."""
    signers: dict[int, tuple[User, str]] = {}
    for user, role in (
        (transition.outgoing, TeamRole.OUTGOING.label),
        (transition.incoming, TeamRole.INCOMING.label),
        (transition.manager, transition.manager.position or TeamRole.MANAGER.label),
        (transition.ownership_moved_by, "Moved ownership"),
        (transition.completed_by, "Completed the transition"),
    ):
        if user is not None:
            signers.setdefault(user.pk, (user, role))
    return tuple(
        SignOff(person(user), role, _recorded(transition, user)) for user, role in signers.values()
    )


def _recorded(transition: Transition, user: User) -> tuple[str, ...]:
    said = []
    if transition.moved_on and transition.ownership_moved_by_id == user.pk:
        said.append(f"Moved ownership in Changeover, {_spoken_day(transition.moved_on)}")
    if transition.completed_at and transition.completed_by_id == user.pk:
        said.append(f"Completed in Changeover, {spoken(transition.completed_at)}")
    return tuple(said)


def moment(at: datetime) -> datetime:
    """A moment on the company's clock."""
    return at.astimezone(timezone.get_default_timezone())


def spoken(at: datetime) -> str:
    """A moment as “13 Nov 2026, 15:30”."""
    local = moment(at)
    return f"{_spoken_day(local.date())}, {local:%H:%M}"


def _spoken_day(on: date) -> str:
    return f"{words.short_day(on)} {on.year}"
