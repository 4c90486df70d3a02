"""Loads the templates that come with Changeover."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import IntegrityError, transaction

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations import gates
from checklists.library.operations.holding import hold_versions
from checklists.library.queries.stored import is_edited
from checklists.library.rules import shipped_file
from checklists.library.rules.plan import ItemPlan, TemplatePlan
from checklists.library.rules.shipped import SHIPPED
from checklists.library.rules.shipped_file import UnsoundFile


class Outcome(StrEnum):
    """What loading a file led to."""

    ADDED = "added"
    UPDATED = "updated"
    DRAFTED = "added as a draft beside your own"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Loaded:
    """A shipped file and what became of it."""

    key: str
    name: str
    version: int
    item_count: int
    outcome: Outcome


def load_shipped(folder: Path = SHIPPED) -> list[Loaded]:
    """Bring the library up to date with the shipped files; a second run changes nothing.

    All files are read before the first row is written, so that a bad file changes nothing.

    Raises:
        UnsoundFile: a file is not sound; says which, where and why.
    """
    plans: list[TemplatePlan] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            plans.append(shipped_file.parse(path.read_bytes(), path.name))
        except UnsoundFile as error:
            problems += error.problems
    if problems:
        raise UnsoundFile(problems)
    return [load(plan) for plan in plans]


def load(plan: TemplatePlan) -> Loaded:
    """Add a template, or the next version of it.

    Another process may add the same version at the same moment. The constraint then lets one
    of them through, and the other finds the row it wanted to write.
    """
    try:
        return load_once(plan)
    except IntegrityError:
        return load_once(plan)


@transaction.atomic
def load_once(plan: TemplatePlan) -> Loaded:
    """Compare a plan with the newest shipped version of its key and write a new one if it differs.

    The version in use is replaced only while it is ours and unedited. Otherwise the new one waits
    as a draft. Running checklists keep the version they were built from.
    """
    versions = hold_versions(plan.key)
    shipped = next((row for row in versions if row.origin == Origin.SHIPPED), None)
    if shipped and shipped.digest == plan.digest:
        return Loaded(
            plan.key, shipped.name, shipped.version, shipped.item_count, Outcome.UNCHANGED
        )
    in_use = next((row for row in versions if row.state == TemplateState.PUBLISHED), None)
    outcome = Outcome.ADDED
    if versions:
        is_ours = in_use and in_use.origin == Origin.SHIPPED and not is_edited(in_use)
        outcome = Outcome.UPDATED if is_ours else Outcome.DRAFTED
    if in_use and outcome == Outcome.UPDATED:
        in_use.state = TemplateState.RETIRED
        in_use.save(update_fields=["state"])
    number = max((row.version for row in versions), default=0) + 1
    write(
        plan, number, TemplateState.DRAFT if outcome == Outcome.DRAFTED else TemplateState.PUBLISHED
    )
    return Loaded(plan.key, plan.name, number, plan.item_count, outcome)


def write(
    plan: TemplatePlan, version: int, state: TemplateState, origin: Origin = Origin.SHIPPED
) -> Template:
    """Write a template with its phases, items, what they wait for, and its gates."""
    template = Template.objects.create(
        key=plan.key,
        version=version,
        name=plan.name,
        summary=plan.summary,
        days=plan.days,
        ownership_day=plan.ownership_day,
        item_count=plan.item_count,
        state=state,
        origin=origin,
        digest=plan.digest,
    )
    _write_phases(template, plan)
    gates.write(template, plan.gates)
    return template


def _write_phases(template: Template, plan: TemplatePlan) -> None:
    phases = TemplatePhase.objects.bulk_create(
        TemplatePhase(
            template=template,
            number=number,
            name=phase.name,
            stage=phase.stage,
            summary=phase.summary,
        )
        for number, phase in enumerate(plan.phases, 1)
    )
    items = TemplateItem.objects.bulk_create(
        new_item(item, row, position)
        for row, phase in zip(phases, plan.phases, strict=True)
        for position, item in enumerate(phase.items, 1)
    )
    by_key = {item.key: item for item in items}
    waiting = TemplateItem.waits_for.through
    waiting.objects.bulk_create(
        waiting(from_templateitem_id=by_key[item.key].pk, to_templateitem_id=by_key[key].pk)
        for phase in plan.phases
        for item in phase.items
        for key in item.waits_for
    )


def new_item(item: ItemPlan, phase: TemplatePhase, position: int) -> TemplateItem:
    return TemplateItem(
        phase=phase,
        position=position,
        key=item.key,
        title=item.title,
        guidance=item.guidance,
        role=item.role,
        anchor=item.anchor,
        offset=item.offset,
        is_required=item.is_required,
        proof=item.proof,
        only_when=item.only_when,
        revenue_above=item.revenue_above,
    )
