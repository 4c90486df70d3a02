"""One running checklist of a filled site, with its totals as the product would store them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from uuid import uuid4

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Checklist, Item, Note, Phase
from checklists.runs.operations.building import people_for
from checklists.runs.operations.totals import stages_of
from checklists.runs.rules.proof import NOTED
from transitions.portfolio.operations.fill.company import Company
from transitions.portfolio.operations.fill.course import LEFT_OPEN, Course, moment
from transitions.portfolio.operations.fill.schedules import Placed, Schedules
from transitions.portfolio.operations.fill.store import like

EXTRA = (
    "Call the warehouse about the new contact",
    "Check the open invoices together",
    "Send the minutes of the quarterly review",
    "Ask for the access card of the plant",
)
ADDED = Item(role="manager", anchor="start", offset=0, is_pinned=True, is_required=False)
LINK = Item.waits_for.through()
NOTE = Note(body="Went through it together. Two points are open and stand in the minutes.")


def build(
    company: Company, schedules: Schedules, course: Course, people: Mapping[str, User], size: int
) -> tuple[Checklist, list[Item]]:
    """A checklist with so many items: those of the template, the rest added by hand."""
    plan = schedules.plan(course.starts_on)
    checklist = Checklist(template=schedules.template)
    company.store.keep(checklist)
    phases = {phase.number: like(phase, checklist_id=checklist.pk) for phase in plan.phases}
    for phase in phases.values():
        company.store.keep(phase)
    items = _items(checklist, phases, schedules, plan, people)
    added = [_added(checklist, phases, number, people) for number in range(size - len(items))]
    everything = [*items.values(), *added]
    for item in everything:
        company.store.keep(item)
    _link(company, schedules, items)
    _work(items, plan, schedules, course, company)
    for item in added:
        if item.due_on < course.worked_until:
            _close(item, company)
    _count(items, schedules)
    total(checklist, list(phases.values()), everything)
    return checklist, everything


def _items(
    checklist: Checklist,
    phases: Mapping[int, Phase],
    schedules: Schedules,
    plan: Placed,
    people: Mapping[str, User],
) -> dict[int, Item]:
    """The items of the template, by its keys, each with whoever holds its role here."""
    roles = {source.role for source in schedules.sources}
    pairs = {role: people_for(role, people) for role in roles}
    keys = {role: (who and who.pk, helper and helper.pk) for role, (who, helper) in pairs.items()}
    return {
        source.pk: like(
            plan.items[source.pk],
            checklist_id=checklist.pk,
            phase_id=phases[source.phase.number].pk,
            assignee_id=keys[source.role][0],
            helper_id=keys[source.role][1],
        )
        for source in schedules.sources
    }


def _added(
    checklist: Checklist, phases: Mapping[int, Phase], number: int, people: Mapping[str, User]
) -> Item:
    phase = phases[number % len(phases) + 1]
    position = 20 + number // len(phases)
    return like(
        ADDED,
        checklist_id=checklist.pk,
        phase_id=phase.pk,
        position=position,
        number=f"{phase.number}.{position}",
        title=EXTRA[number % len(EXTRA)],
        assignee_id=people["incoming" if number % 2 else "outgoing"].pk,
        planned_on=phase.ends_on,
        due_on=phase.ends_on,
        request_key=uuid4(),
    )


def _link(company: Company, schedules: Schedules, items: Mapping[int, Item]) -> None:
    for waiting, others in schedules.waits.items():
        for other in others:
            row = like(LINK, from_item_id=items[waiting].pk, to_item_id=items[other].pk)
            company.store.keep(row)


def _work(
    items: Mapping[int, Item],
    plan: Placed,
    schedules: Schedules,
    course: Course,
    company: Company,
) -> None:
    """Close what was due, in order; nothing is closed before what it waits for."""
    for pk in plan.in_turn:
        item = items[pk]
        waits = [items[other] for other in schedules.waits[pk]]
        skipped_over = course.worked_until != date.max and company.random.random() < LEFT_OPEN
        if item.due_on < course.worked_until and not skipped_over:
            for other in waits if course.worked_until == date.max else []:
                if other.is_open:
                    _close(other, company)
            if item.is_open and not any(other.is_open for other in waits):
                _close(item, company)


def _close(item: Item, company: Company) -> None:
    random: Random = company.random
    item.state = ItemState.DONE
    if not item.is_required and random.random() < 0.2:
        item.state, item.skip_reason = ItemState.SKIPPED, "The client has no such system."
    item.closed_at = moment(item.due_on, random, company.now)
    shared = item.helper_id and random.random() < 0.4
    item.closed_by_id = item.helper_id if shared else item.assignee_id
    if item.proof in NOTED and item.closed_by_id:
        note = like(
            NOTE,
            item_id=item.pk,
            author_id=item.closed_by_id,
            created_at=item.closed_at,
            request_key=uuid4(),
        )
        company.store.keep(note)
        item.note_count = 1


def _count(items: Mapping[int, Item], schedules: Schedules) -> None:
    for pk, item in items.items():
        item.blockers = sum(items[other].is_open for other in schedules.waits[pk])


def total(checklist: Checklist, phases: list[Phase], items: list[Item]) -> None:
    """Sum a checklist up from its rows in memory."""
    by_pk = {phase.pk: phase for phase in phases}
    for item in items:
        by_pk[item.phase_id].total += 1
        by_pk[item.phase_id].closed += not item.is_open
    still_open = [item for item in items if item.is_open]
    following = min(
        still_open,
        key=lambda item: (item.due_on, by_pk[item.phase_id].number, item.position),
        default=None,
    )
    checklist.total, checklist.closed = len(items), len(items) - len(still_open)
    checklist.required_open = sum(item.is_required for item in still_open)
    checklist.gate_open = sum(item.is_gate for item in still_open)
    checklist.next_item = following
    checklist.next_due_on = following.due_on if following else None
    checklist.stages = stages_of(phases)
