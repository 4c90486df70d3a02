"""What gates can ask for: in words, where it makes sense, and whether it is met.

Pure functions of values, no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from checklists.library.choices import Condition, Gate, GateCondition, ItemRole, Proof, Stage
from checklists.library.rules import dossier_gates
from checklists.library.rules.gate_facts import Check, Facts, ItemFact, Lack, Place
from checklists.library.rules.plan import GatePlan, TemplatePlan

AT: Mapping[Gate, tuple[GateCondition, ...]] = {
    Gate.OWNERSHIP: (
        GateCondition.PHASE_CLOSED,
        GateCondition.NOTHING_OVERDUE,
        GateCondition.NOTHING_SET_ASIDE,
        GateCondition.FILES_THERE,
        GateCondition.JOINT_MEETING,
        GateCondition.INCOMING_NOTE,
        GateCondition.CONTACT_KNOWN,
        GateCondition.HR_ON_TEAM,
        GateCondition.BACKUP_ON_TEAM,
        GateCondition.CLIENT_TOLD_WHY,
        *dossier_gates.CHECKS,
    ),
    Gate.COMPLETION: (
        GateCondition.PHASE_CLOSED,
        GateCondition.NOTHING_SET_ASIDE,
        GateCondition.NOTHING_OPEN,
        GateCondition.CONTACT_KNOWN,
        GateCondition.OBJECTIVES_SCORED,
        GateCondition.REVIEW_WRITTEN,
        GateCondition.CLOSING_WRITTEN,
        GateCondition.OWNED_FOR,
    ),
}
"""Which conditions each gate can ask for, in the order in which they are told."""
MOST_DAYS = 365


def lacks(gate: GatePlan, facts: Facts) -> tuple[Lack, ...]:
    """What is missing until a condition is met; empty when it is."""
    return tuple(CHECKS[gate.condition](facts, gate.number))


def in_words(gate: GatePlan, phases: Mapping[int, str]) -> str:
    """What a gate asks for; `phases` names them by number."""
    if gate.condition == GateCondition.PHASE_CLOSED:
        name = phases.get(gate.number, "")
        named = f", {name}," if name else ""
        return f"Every item of phase {gate.number}{named} is closed"
    if gate.condition == GateCondition.OWNED_FOR:
        days = "day" if gate.number == 1 else "days"
        return f"Ownership moved at least {gate.number} {days} ago"
    return str(GateCondition(gate.condition).label)


def in_order(plans: Iterable[GatePlan]) -> list[GatePlan]:
    """As they are told: by gate, then as `AT` has them."""
    gates = list(Gate)
    return sorted(
        plans,
        key=lambda one: (gates.index(one.gate), AT[one.gate].index(one.condition), one.number),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What of a template decides whether a condition can be met in every transition."""

    phase_count: int
    has_joint_meeting: bool

    @classmethod
    def of(cls, plan: TemplatePlan) -> Ground:
        items = [item for phase in plan.phases for item in phase.items]
        always = (item for item in items if item.only_when == Condition.ALWAYS)
        return cls(len(plan.phases), any(is_joint(item.role, item.proof) for item in always))


def problems(plans: Iterable[GatePlan], ground: Ground) -> Iterator[str]:
    """What a template cannot ask for, as sentences."""
    seen: set[GatePlan] = set()
    for one in plans:
        name = f"{one.gate.value}, {one.condition.value}"
        if one in seen:
            yield f"{name} stands here twice."
        seen.add(one)
        if one.condition not in AT[one.gate]:
            yield f"{name}: this gate cannot ask for that."
        if why := wrong(one, ground):
            yield f"{name}: {why}"


def wrong(one: GatePlan, ground: Ground) -> str:
    """Why a template cannot meet a condition, as a sentence; empty when it can."""
    if one.condition == GateCondition.PHASE_CLOSED:
        fits = 1 <= one.number <= ground.phase_count
        return "" if fits else f"number is a phase, from 1 to {ground.phase_count}."
    if one.condition == GateCondition.OWNED_FOR:
        fits = 1 <= one.number <= MOST_DAYS
        return "" if fits else f"number is how many days, from 1 to {MOST_DAYS}."
    if one.number:
        return "it has no number."
    if one.condition == GateCondition.JOINT_MEETING and not ground.has_joint_meeting:
        return "no item of both KAMs that is always taken is proved by a meeting."
    return ""


def is_joint(role: str, proof: str) -> bool:
    """Whether an item is a meeting of both KAMs."""
    return role == ItemRole.BOTH and proof == Proof.MEETING


def _each(choose: Callable[[ItemFact], bool]) -> Check:
    """A condition that is met when no item is like that."""

    def check(facts: Facts, number: int) -> Iterator[Lack]:
        yield from (Lack(Place.ITEM, item=item.pk) for item in facts.items if choose(item))

    return check


def _phase_closed(facts: Facts, number: int) -> Iterator[Lack]:
    items = (item for item in facts.items if item.phase == number)
    yield from (Lack(Place.ITEM, item=item.pk) for item in items if item.is_open)


def _lacks_file(item: ItemFact) -> bool:
    asks = item.proof == Proof.FILE and item.stage == Stage.TRANSFER
    return asks and not item.has_file


def _joint_meeting(facts: Facts, number: int) -> Iterator[Lack]:
    """One that took place is enough; until then the first of them that is open."""
    meetings = [item for item in facts.items if is_joint(item.role, item.proof)]
    if any(not item.is_open and not item.is_skipped for item in meetings):
        return
    following = next((item for item in meetings if item.is_open), None)
    if following:
        yield Lack(Place.ITEM, item=following.pk)
    else:
        text = "Every meeting of both KAMs was set aside"
        yield Lack(Place.NOWHERE, text if meetings else "No meeting of both KAMs is planned")


def _incoming_note(facts: Facts, number: int) -> Iterator[Lack]:
    if not facts.incoming_noted:
        yield Lack(Place.ITEM, "A note on any item", owed_by=ItemRole.INCOMING)


def _contact_known(facts: Facts, number: int) -> Iterator[Lack]:
    if not facts.contact:
        yield Lack(Place.DETAILS, "No key contact is chosen")
    elif not facts.can_reach_contact:
        yield Lack(Place.ACCOUNT, f"{facts.contact} has neither e-mail nor phone")


def _on_team(role: str, text: str) -> Check:
    def check(facts: Facts, number: int) -> Iterator[Lack]:
        if role not in facts.roles:
            yield Lack(Place.TEAM, text)

    return check


def _written(place: Place, **texts: str) -> Check:
    def check(facts: Facts, number: int) -> Iterator[Lack]:
        missing = (text for name, text in texts.items() if name not in facts.written)
        yield from (Lack(place, text) for text in missing)

    return check


def _objectives_scored(facts: Facts, number: int) -> Iterator[Lack]:
    yield from (Lack(Place.REVIEW, f"“{title}” has no score") for title in facts.unscored)


def _owned_for(facts: Facts, number: int) -> Iterator[Lack]:
    if facts.days_since_move is None:
        yield Lack(Place.NOWHERE, "Ownership has not moved yet", owed_by=None)
    elif (left := number - facts.days_since_move) > 0:
        yield Lack(Place.NOWHERE, f"{left} {'day' if left == 1 else 'days'} to go", owed_by=None)


CHECKS: Mapping[GateCondition, Check] = {
    GateCondition.PHASE_CLOSED: _phase_closed,
    GateCondition.NOTHING_OVERDUE: _each(lambda item: item.is_overdue),
    GateCondition.NOTHING_SET_ASIDE: _each(lambda item: item.is_required and item.is_skipped),
    GateCondition.FILES_THERE: _each(_lacks_file),
    GateCondition.JOINT_MEETING: _joint_meeting,
    GateCondition.INCOMING_NOTE: _incoming_note,
    GateCondition.CONTACT_KNOWN: _contact_known,
    GateCondition.HR_ON_TEAM: _on_team("hr", "Nobody of HR is on the team"),
    GateCondition.BACKUP_ON_TEAM: _on_team("backup", "Nobody is the backup"),
    GateCondition.CLIENT_TOLD_WHY: _written(
        Place.DETAILS, client_reason="What the client will read is empty"
    ),
    GateCondition.OBJECTIVES_SCORED: _objectives_scored,
    GateCondition.REVIEW_WRITTEN: _written(
        Place.REVIEW, findings="The findings are empty", lessons="The lessons learned are empty"
    ),
    GateCondition.CLOSING_WRITTEN: _written(Place.REVIEW, closing="The closing text is empty"),
    GateCondition.NOTHING_OPEN: _each(lambda item: item.is_open),
    GateCondition.OWNED_FOR: _owned_for,
    **dossier_gates.CHECKS,
}
