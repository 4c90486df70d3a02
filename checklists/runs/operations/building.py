"""A template becomes a running checklist with people and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.library.models import Template, TemplateItem
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the template, who holds which role, and when each item is due.

    `due` maps the key of each template item to its day; `phase_days` maps the number of each
    phase to its first and last day.
    """

    template: Template
    holders: Mapping[str, User]
    due: Mapping[str, date]
    phase_days: Mapping[int, tuple[date, date]]
    owns_on: date


def build(order: Order) -> Checklist:
    """Create the checklist of an order with all its phases and items; a constant few queries.

    The caller runs the transaction. Later changes of the template do not reach the checklist.
    """
    checklist = Checklist.objects.create(template=order.template)
    phases = {
        phase.pk: Phase(
            checklist=checklist,
            number=phase.number,
            name=phase.name,
            stage=phase.stage,
            starts_on=order.phase_days[phase.number][0],
            ends_on=order.phase_days[phase.number][1],
            planned_from=order.phase_days[phase.number][0],
            planned_until=order.phase_days[phase.number][1],
        )
        for phase in order.template.phases.all()
    }
    Phase.objects.bulk_create(phases.values())
    sources = list(
        TemplateItem.objects.filter(phase__template=order.template)
        .select_related("phase")
        .prefetch_related("waits_for")
    )
    items = {
        source.pk: _item(checklist, phases[source.phase_id], source, order) for source in sources
    }
    Item.objects.bulk_create(items.values())
    _link(sources, items)
    return totals.refresh(checklist)


def _item(checklist: Checklist, phase: Phase, source: TemplateItem, order: Order) -> Item:
    assignee, helper = people_for(source.role, order.holders)
    due_on = order.due[source.key]
    return Item(
        checklist=checklist,
        phase=phase,
        position=source.position,
        number=source.number,
        title=source.title,
        guidance=source.guidance,
        role=source.role,
        assignee=assignee,
        helper=helper,
        anchor=source.anchor,
        offset=source.offset,
        planned_on=due_on,
        due_on=due_on,
        is_required=source.is_required,
        is_gate=source.is_required and due_on <= order.owns_on,
        proof=source.proof,
        blockers=len(source.waits_for.all()),
    )


def _link(sources: Sequence[TemplateItem], items: Mapping[int, Item]) -> None:
    through = Item.waits_for.through
    through.objects.bulk_create(
        through(from_item_id=items[source.pk].pk, to_item_id=items[other.pk].pk)
        for source in sources
        for other in source.waits_for.all()
    )


def people_for(role: str, holders: Mapping[str, User]) -> tuple[User | None, User | None]:
    """Who does an item of a role, and who helps: both KAMs share, else the holder alone.

    A role that nobody holds falls to the manager, so that no item is left without a person; who
    can no longer sign in holds none.
    """
    present = {role: person for role, person in holders.items() if person.is_active}
    manager = present.get(ItemRole.MANAGER)
    if role == ItemRole.BOTH:
        return present.get(ItemRole.OUTGOING, manager), present.get(ItemRole.INCOMING)
    return present.get(role, manager), None
