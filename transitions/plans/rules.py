"""What follows from the stored facts of a transition: what can be done, and its health, in words.

Pure functions of values, no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NotRequired, TypedDict

from accounts.clients.choices import Trouble
from accounts.people.rules import gone
from config.lib import words
from config.lib.workdays import ONE_DAY, WorkCalendar
from transitions.plans.choices import Health, State

OFF_TRACK_AFTER = 4
"""Calendar days after which one overdue item puts a transition off track: more than a weekend."""
NAMES = re.compile(r"(?<![\w@.+-])@(?=[^\W\d_]|\[\d)")
"""An @ that begins a name: not the one within an address, nor “@ 5 pm”."""
LOOKS_AGAIN = "Changeover looks again within 15 minutes"
STAYS = 30
"""Calendar days after the move of ownership in which the incoming KAM should not leave again."""
BEHIND_BY = 15
"""Percentage points behind the plan that put a transition at risk."""
TROUBLE = {
    Health.ON_TRACK: Trouble.NONE,
    Health.AT_RISK: Trouble.SOME,
    Health.OFF_TRACK: Trouble.MUCH,
}
"""What a list of accounts is told of the health of a handover."""

RUNNING = {State.ACTIVE, State.ON_HOLD}
OPEN = {State.DRAFT, *RUNNING}
ALLOWED = {
    "start": {State.DRAFT},
    "draft": {State.DRAFT},
    "hold": {State.ACTIVE},
    "resume": {State.ON_HOLD},
    "cancel": OPEN,
    "replan": RUNNING,
    "ownership": {State.ACTIVE},
    "complete": {*RUNNING, State.COMPLETED},
    "edit": {*OPEN, State.COMPLETED},
}
"""In which states each act has a page; while on hold, completing says what it waits for."""
LEADS_TO = {
    "start": State.ACTIVE,
    "hold": State.ON_HOLD,
    "resume": State.ACTIVE,
    "cancel": State.CANCELLED,
}
STANDS = {
    State.DRAFT: "This transition is a draft",
    State.ACTIVE: "This transition is active",
    State.ON_HOLD: "This transition is on hold",
    State.COMPLETED: "This transition is complete",
    State.CANCELLED: "This transition was cancelled",
}
REFUSALS = {
    "start": "It cannot be started",
    "draft": "Its plan is changed as a whole only while it is a draft",
    "hold": "It cannot be put on hold",
    "resume": "It cannot be resumed",
    "cancel": "It cannot be cancelled",
    "replan": "It has no items to plan anew",
    "ownership": "Its ownership cannot be moved",
    "complete": "It cannot be completed",
    "edit": "Its words stay as they are",
}


def not_now(act: str, state: State) -> str:
    """Why an act is not possible in a state, as sentences; empty when it is."""
    if state in ALLOWED[act]:
        return ""
    if LEADS_TO.get(act) == state:
        return f"{STANDS[state]} already."
    return f"{STANDS[state]}. {REFUSALS[act]}."


class StageTotals(TypedDict):
    """One stage as a checklist stores it; dates in ISO form.

    It was planned for the days on which it stands now where no others are kept.
    """

    stage: str
    starts_on: str
    ends_on: str
    planned_from: NotRequired[str]
    planned_until: NotRequired[str]
    agreed_from: NotRequired[str]
    agreed_until: NotRequired[str]
    total: int
    closed: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What health depends on; all of it stored on the transition and its checklist."""

    state: str
    owns_on: date
    ends_on: date
    has_moved: bool
    gate_open: int
    percent: int
    planned: int
    next_due_on: date | None
    next_title: str = ""
    moved_on: date | None = None
    outgoing_name: str = ""
    outgoing_last_day: date | None = None
    outgoing_is_active: bool = True
    incoming_name: str = ""
    incoming_last_day: date | None = None
    incoming_is_active: bool = True
    obstacle: str = ""
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a transition stands, and the one reason that weighs most."""

    health: Health
    reason: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why ownership cannot move to the incoming KAM, and what is to be done about it."""

    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.reason}. {self.remedy}"


def belongs_elsewhere(account: str, owner: str) -> Obstacle:
    """Only what the outgoing KAM owns can be handed over."""
    reason = f"{account} belongs to {owner} now"
    return Obstacle(reason, "Cancel this transition and make a new one.")


def has_left(incoming: str) -> Obstacle:
    """Only somebody who can sign in becomes the owner."""
    return Obstacle(f"{incoming} can no longer sign in", "Name another incoming KAM.")


def days_left(starts_on: date, ends_on: date, calendar: WorkCalendar, today: date) -> int:
    """Working days on which a transition can still be worked at: today and the last day count.

    Before its start these are all its working days, and after its end none.
    """
    return calendar.count(max(starts_on, today), ends_on)


def days_until(day: date, calendar: WorkCalendar, today: date) -> int:
    """In how many working days a day comes: the next one is 1, also from a weekend before it."""
    return calendar.count(today + ONE_DAY, day)


def planned_days(stage: StageTotals) -> tuple[date, date]:
    """The first and the last day of a stage by the first plan, wherever its items are due now."""
    first = stage.get("planned_from", stage["starts_on"])
    last = stage.get("planned_until", stage["ends_on"])
    return date.fromisoformat(first), date.fromisoformat(last)


def agreed_days(stage: StageTotals) -> tuple[date, date]:
    """The first and the last day of a stage by the latest plan that somebody has accepted."""
    if "agreed_from" not in stage:
        return planned_days(stage)
    return date.fromisoformat(stage["agreed_from"]), date.fromisoformat(stage["agreed_until"])


def planned_percent(stages: Sequence[StageTotals], today: date) -> int:
    """How much of a checklist its plan wants closed by the evening of a day, in percent.

    The plan is the latest one that somebody has accepted: who has moved the dates by a month is
    not behind by a month.

    Inside a stage its items are spread evenly over its calendar days.
    """
    total = sum(stage["total"] for stage in stages)
    if not total:
        return 0
    wanted = 0.0
    for stage in stages:
        first, last = agreed_days(stage)
        length = (last - first).days + 1
        passed = min(max((today - first).days + 1, 0), length)
        wanted += stage["total"] * passed / length
    return int(wanted * 100 / total)


def health(facts: Facts, today: date) -> Verdict:
    """How a transition stands today, worst reason first.

    Off track: the end has passed, the day of ownership has come and it cannot move, that day has
    passed with required items open, or an item is overdue by `OFF_TRACK_AFTER` days. At risk:
    ownership will not be able to move, anything overdue, progress behind the plan by `BEHIND_BY`
    points, the outgoing KAM has left or leaves before ownership moves, or the incoming KAM leaves
    before the end or within `STAYS` days of that move, from the day on which it came about.
    """
    if facts.state != State.ACTIVE:
        return Verdict(Health.ON_TRACK, State(facts.state).label)
    return next(_concerns(facts, today), Verdict(Health.ON_TRACK, "Nothing is overdue"))


def as_stored(stored: Health, facts: Facts, today: date) -> Verdict:
    """The stored health in words: the reason that weighs most of those that make it so.

    A list counts and sorts by what is stored. Its reader may be a day behind the site, so the
    reason may be one of tomorrow.
    """
    if facts.state != State.ACTIVE:
        return Verdict(Health.ON_TRACK, State(facts.state).label)
    if stored == Health.ON_TRACK:
        return Verdict(stored, "Nothing is overdue")
    reasons = (*_concerns(facts, today), *_concerns(facts, today + timedelta(days=1)))
    return next((one for one in reasons if one.health == stored), Verdict(stored, LOOKS_AGAIN))


def _concerns(facts: Facts, today: date) -> Iterator[Verdict]:
    """Everything that weighs on an active transition, what weighs most first."""
    late = (today - facts.next_due_on).days if facts.next_due_on else 0
    lateness = f"“{facts.next_title}” is {words.count(late, 'day')} overdue"
    if today > facts.ends_on:
        yield Verdict(Health.OFF_TRACK, f"Was to end on {words.day(facts.ends_on, today=today)}")
    if facts.obstacle and today >= facts.owns_on:
        yield Verdict(Health.OFF_TRACK, facts.obstacle)
    waits = waiting(facts.gate_open, facts.waits_for)
    if not facts.has_moved and today > facts.owns_on and waits:
        yield Verdict(Health.OFF_TRACK, waits)
    if late >= OFF_TRACK_AFTER:
        yield Verdict(Health.OFF_TRACK, lateness)
    if facts.obstacle:
        yield Verdict(Health.AT_RISK, facts.obstacle)
    if not facts.outgoing_is_active and not facts.has_moved:
        why = gone(is_active=False, last_day_on=facts.outgoing_last_day, today=today)
        reason = f"{facts.outgoing_name} {why}, and ownership has not moved"
        yield Verdict(Health.AT_RISK, reason)
    if late > 0:
        yield Verdict(Health.AT_RISK, lateness)
    if facts.planned - facts.percent > BEHIND_BY:
        behind = f"{facts.percent}% done, the plan wants {facts.planned}%"
        yield Verdict(Health.AT_RISK, behind)
    yield from (Verdict(Health.AT_RISK, reason) for reason in _departures(facts, today))


def waiting(gate_open: int, until: str) -> str:
    """What ownership waits for: required items, and what further conditions say after “until”."""
    parts = [f"for {words.count(gate_open, 'required item')}"] if gate_open else []
    parts += [f"until {until}"] if until else []
    return f"Ownership waits {', and '.join(parts)}" if parts else ""


def _departures(facts: Facts, today: date) -> Iterator[str]:
    """Who of the two leaves too early by their last day, in words; and who is gone since the move.

    Who can no longer sign in before that is told of already.
    """
    leaves = facts.outgoing_last_day if facts.outgoing_is_active else None
    if leaves and not facts.has_moved and leaves < facts.owns_on:
        yield f"{_goes(facts.outgoing_name, leaves, today)}, before ownership moves"
    if not facts.incoming_is_active:
        if facts.has_moved:
            why = gone(is_active=False, last_day_on=facts.incoming_last_day, today=today)
            yield f"{facts.incoming_name} {why}, after ownership moved to them"
        return
    leaves = facts.incoming_last_day
    moves_on = facts.moved_on or facts.owns_on
    if leaves is None or leaves >= max(facts.ends_on, moves_on + timedelta(days=STAYS)):
        return
    goes = _goes(facts.incoming_name, leaves, today)
    if facts.has_moved:
        yield f"{goes}, soon after ownership moved"
    else:
        yield f"{goes}, {'before' if leaves < facts.owns_on else 'soon after'} ownership moves"


def _goes(name: str, last_day: date, today: date) -> str:
    said = "leaves" if last_day >= today else "left"
    return f"{name} {said} on {words.day(last_day, today=today)}"


def untold(note: str) -> str:
    """What is said behind a note that names somebody; empty where it names nobody."""
    return ". A note tells nobody: a comment tells whom it names." if NAMES.search(note) else ""
