"""A template becomes a running checklist with people and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.rules.conditions import passed_on
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the template, who holds which role, and when each item is due.

    `due` maps the key of each template item that is taken to its day; `phase_days` maps the number
    of each phase with such items to its first and last day.
    """

    template: Template
    holders: Mapping[str, User]
    due: Mapping[str, date]
    phase_days: Mapping[int, tuple[date, date]]
    owns_on: date


def build(order: Order) -> Checklist:
    """Create the checklist of an order with all its phases and items; a constant few queries.

    The caller runs the transaction. Later changes of the template do not reach the checklist.
    Items keep the numbers that the template gives them, also where others are left out; what waits
    for one that is left out waits for what that one waited for.
    """
    checklist = Checklist.objects.create(template=order.template)
    phases = {
        source.pk: _phase(checklist, source, order.phase_days[source.number])
        for source in order.template.phases.all()
        if source.number in order.phase_days
    }
    Phase.objects.bulk_create(phases.values())
    sources = list(
        TemplateItem.objects.filter(phase__template=order.template)
        .select_related("phase")
        .prefetch_related("waits_for")
    )
    earlier = passed_on(
        {source.key: [other.key for other in source.waits_for.all()] for source in sources},
        {source.key for source in sources if source.key not in order.due},
    )
    items = {
        source.key: _item(checklist, phases[source.phase_id], source, order)
        for source in sources
        if source.key in order.due
    }
    for key, item in items.items():
        item.blockers = len(earlier[key])
    Item.objects.bulk_create(items.values())
    _link(earlier, items)
    return totals.refresh(checklist)


def _phase(checklist: Checklist, source: TemplatePhase, days: tuple[date, date]) -> Phase:
    first, last = days
    return Phase(
        checklist=checklist,
        number=source.number,
        name=source.name,
        stage=source.stage,
        starts_on=first,
        ends_on=last,
        planned_from=first,
        planned_until=last,
    )


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
        template_key=source.key,
    )


def _link(earlier: Mapping[str, Sequence[str]], items: Mapping[str, Item]) -> None:
    through = Item.waits_for.through
    through.objects.bulk_create(
        through(from_item_id=items[key].pk, to_item_id=items[other].pk)
        for key, others in earlier.items()
        for other in others
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
