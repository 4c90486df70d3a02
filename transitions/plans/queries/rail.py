"""What stands beside the checklist: what comes next, the key contact, facts, the latest log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from accounts.clients.models import Contact
from accounts.people.models import User
from config.lib import words
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.models import LogEntry, Objective, Transition
from transitions.plans.queries import standing
from transitions.plans.queries.carrying import Before, told_by
from transitions.plans.queries.gate import Panel, brief
from transitions.plans.queries.header import Header
from transitions.plans.queries.item_detail import moment
from transitions.plans.queries.outlook import Outlook
from transitions.plans.rules import waiting


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the log in short."""

    at: str
    activity: str
    who: str


@dataclass(frozen=True, slots=True)
class Rail:
    """The column beside the checklist."""

    following: tuple[str, ...]
    outlook: Outlook | None
    gate: Panel | None
    contact: Contact | None
    facts: tuple[tuple[str, str], ...]
    confidential: str
    objectives: tuple[Objective, ...]
    recent: tuple[Happened, ...]
    before: Before | None


def rail(
    header: Header, today: date, outlook: Outlook | None = None, *, is_whole: bool = True
) -> Rail:
    """The column beside the checklist; two queries, or one for what a change of an item moves.

    Two more for one that follows another handover of its account.
    A few more where the template of an active transition asks for more than items.
    """
    transition = header.transition
    gate = brief(transition, today, manages=header.may_manage) if transition.is_active else None
    recent = transition.log.select_related("responsible")[:4]
    return Rail(
        following=tuple(_following(transition, gate, today)),
        outlook=outlook,
        gate=gate,
        contact=transition.key_contact,
        facts=tuple(_facts(header, today)),
        confidential=_confidential(header),
        objectives=tuple(transition.objectives.all()) if is_whole else (),
        recent=tuple(
            Happened(
                at=_told_at(entry, today),
                activity=entry.activity,
                who=entry.responsible.full_name if entry.responsible else "Changeover",
            )
            for entry in recent
        ),
        before=told_by(transition.follows) if is_whole and transition.follows else None,
    )


def _told_at(entry: LogEntry, today: date) -> str:
    """When something happened; who writes by hand tells the day, not the time."""
    if entry.kind != LogKind.MANUAL:
        return moment(entry.happened_at, today)
    on = localtime(entry.happened_at).date()
    return "Today" if on == today else words.day(on, today=today)


def _following(transition: Transition, gate: Panel | None, today: date) -> list[str]:
    """What happens next, as sentences."""
    checklist = transition.checklist
    if checklist is None or gate is None:
        return []
    found = [_of_ownership(transition, gate, today)]
    if checklist.next_item and checklist.next_due_on:
        due = words.lateness(checklist.next_due_on, today)
        due = due.lower() if due == "Today" else due
        found.append(words.sentence(f"First in line: {checklist.next_item}, {due}"))
    if transition.has_moved and not checklist.required_open:
        rest = f"It can be completed when {gate.until}" if gate.until else "It can be completed"
        found.append(f"All required items are closed. {words.sentence(rest)}")
    return [*found, *_last_item(transition, today)]


def _of_ownership(transition: Transition, gate: Panel, today: date) -> str:
    """Whose the account is, or what its move waits for."""
    if transition.has_moved:
        return f"{transition.account} belongs to {transition.account.owner.first_name} now."
    if obstacle := standing.obstacle(transition):
        return f"Ownership cannot move. {obstacle}"
    if transition.owns_on <= today:
        waits = waiting(gate.required_open, gate.until)
        return words.sentence(waits) if waits else "Ownership can move now."
    moves = f"Ownership moves {words.day(transition.owns_on, today=today)}"
    if gate.is_met:
        return f"{words.sentence(moves)} Everything it needs is done."
    needs = [gate.until] if gate.until else []
    if count := gate.required_open:
        verb = "is" if count == 1 else "are"
        needs = [f"{words.count(count, 'required item')} {verb} done", *needs]
    return words.sentence(f"{moves} when {', and when '.join(needs)}")


def _last_item(transition: Transition, today: date) -> Iterator[str]:
    """When the last stage ends with its last item, where that is another day than the end."""
    stages = transition.checklist.stages if transition.checklist else []
    last = max((date.fromisoformat(stage["ends_on"]) for stage in stages), default=None)
    if last and last != transition.ends_on and max(last, transition.ends_on) >= today:
        ends = words.day(transition.ends_on, today=today)
        yield words.sentence(
            f"The last item is due {words.day(last, today=today)}, the transition ends {ends}"
        )


def _facts(header: Header, today: date) -> list[tuple[str, str]]:
    transition = header.transition
    found = [
        ("Reason", transition.get_reason_display()),
        ("Template", f"{transition.template}, {transition.template.length}"),
        ("Calendar", transition.calendar.name),
        ("Manager", _named(transition.manager, transition)),
    ]
    found += [
        (member.role_label, _named(member.person, transition))
        for member in header.team
        if member.role in {TeamRole.BACKUP, TeamRole.HR}
    ]
    prepared = words.short_day(transition.prepared_on, today=today)
    by = transition.prepared_by.full_name
    return [*found, ("Prepared", f"{by}, {prepared}"), ("Number", transition.reference)]


def _named(person: User, transition: Transition) -> str:
    """A name; of somebody who can no longer do what is theirs to do, with that."""
    acts = person.is_active or transition.is_over
    return person.full_name if acts else f"{person.full_name}, deactivated"


def _confidential(header: Header) -> str:
    if not header.transition.account.is_confidential:
        return ""
    people = words.count(len({member.person_id for member in header.team}), "person", "people")
    return f"Confidential. Only the {people} on the team and their managers see this transition."
