"""The plan of a draft is changed before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import User
from config.lib import words
from config.lib.kept import atomic_once_more
from transitions.plans.choices import LogKind, State, TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import log, reading, starting
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused, bump, lock, refuse_other_owner
from transitions.plans.operations.starting import RESPONSIBILITIES, NewTransition
from transitions.plans.rules import not_now

FIELDS = {
    "reason": ("the reason", LogKind.WORDS),
    "client_reason": ("what the client will read", LogKind.WORDS),
    "incoming": ("the incoming KAM", LogKind.TEAM),
    "manager": ("the sales manager", LogKind.TEAM),
    "template": ("the template", LogKind.DATES),
    "calendar": ("the calendar", LogKind.DATES),
    "starts_on": ("the start", LogKind.DATES),
    "owns_on": ("the day ownership moves", LogKind.DATES),
    "ends_on": ("the last day", LogKind.DATES),
    "follows": ("what is carried over", LogKind.WORDS),
    "left_behind": ("which open points are carried over", LogKind.WORDS),
}
ROLES = {
    TeamRole.HR: ("the person from HR", LogKind.TEAM),
    TeamRole.BACKUP: ("the backup", LogKind.TEAM),
}
WEIGHT = (LogKind.DATES, LogKind.TEAM, LogKind.WORDS)
"""Under which kind the log files a change of several things: the first of these."""


def stamp(draft: Transition) -> str:
    """Changes whenever the plan of a draft does; a page that shows another one is stale."""
    others = draft.team.filter(role__in=[TeamRole.HR, TeamRole.BACKUP]).order_by("role")
    return "-".join(map(str, [draft.version, *others.values_list("person", flat=True)]))


@dataclass(frozen=True, slots=True)
class Edit:
    """What a page makes of a draft: all answers, the same ones too, and its stamp when opened.

    With `starts`, it starts with these answers.
    """

    new: NewTransition
    seen: str
    starts: bool = False


@atomic_once_more
def change(transition_id: int, edit: Edit, *, by: User, now: datetime) -> Transition:
    """Give a draft other answers and, where asked, start it at once; all of it or nothing.

    Its account stays.

    Raises:
        Stale: somebody changed it since the page was opened.
        Refused: it is no draft any more, the account has another owner, or somebody cannot hold
            their role.
    """
    transition = lock(transition_id)
    if why := not_now("draft", State(transition.state)):
        raise Refused(why)
    if edit.seen != stamp(transition):
        raise Stale("Somebody changed this draft since you opened it.")
    refuse_other_owner(transition)
    starting.refuse_people(edit.new, owner_id=transition.account.owner_id)
    _keep(transition, edit.new, by=by, now=now)
    return starting.start(transition.pk, by=by, now=now) if edit.starts else transition


def _keep(transition: Transition, new: NewTransition, *, by: User, now: datetime) -> None:
    changed = [name for name in FIELDS if getattr(transition, name) != getattr(new, name)]
    if "left_behind" in changed and new.follows is None:
        changed.remove("left_behind")  # where nothing is carried over the ticks stay as they were
    for name in changed:
        setattr(transition, name, getattr(new, name))
    people = {
        TeamRole.INCOMING: new.incoming,
        TeamRole.MANAGER: new.manager,
        TeamRole.HR: new.hr,
        TeamRole.BACKUP: new.backup,
    }
    held = [role for role, person in people.items() if _hold(transition, role, person)]
    told = [name for name in changed if name != "left_behind" or "follows" not in changed]
    said = [FIELDS[name] for name in told] + [ROLES[role] for role in held if role in ROLES]
    if not said:
        return
    bump(transition, *changed)
    reading.let_in(transition, by=by, now=now)
    activity = f"Changed {words.listing([label for label, _ in said])}"
    kind = min((kind for _, kind in said), key=WEIGHT.index)
    log.write(transition, kind, activity, by=by, at=now)


def _hold(transition: Transition, role: TeamRole, person: User | None) -> bool:
    """Let a person hold a role of the team, or nobody; whether that changes anything."""
    members = TeamMember.objects.filter(transition=transition, role=role)
    if person is None:
        return members.delete()[0] > 0
    member, is_new = members.get_or_create(
        defaults={"person": person, "responsibilities": RESPONSIBILITIES[role]},
        transition=transition,
        role=role,
    )
    if member.person_id == person.pk:
        return is_new
    member.person = person
    member.save(update_fields=["person"])
    return True
