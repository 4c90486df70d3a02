"""What the gates of a template ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from checklists.library.choices import GateCondition
from checklists.library.models import Template, TemplateGate
from checklists.library.operations.holding import Who, hold, note
from checklists.library.queries import stored
from checklists.library.queries.arrangement import arrangement
from checklists.library.rules import gates
from checklists.library.rules.plan import GatePlan

FROZEN = "The gates of this version stay as they are: transitions may have started from it."
CHANGED = "Somebody else changed these gates since you opened the page."

REORDERED = "Somebody else changed the order of the phases since you opened the page."


class CannotSet(Exception):
    """Why the gates of a template stay as they are, in words."""


class Stale(CannotSet):
    """Somebody else changed them, or the phases that they name, since the page was opened."""


@transaction.atomic
def set_gates(
    template_id: int,
    wanted: Collection[GatePlan],
    *,
    seen: Collection[GatePlan],
    who: Who,
    order: Sequence[int] | None = None,
) -> Template:
    """Let the gates of a draft ask for exactly this; the same again changes nothing.

    Args:
        template_id: the template.
        wanted: what its gates are to ask for.
        seen: what they asked for when the page was opened.
        who: who says so, and when.
        order: the phases as the page numbered them; None where no page did.

    Raises:
        Stale: they ask for something else by now, or phases have other numbers.
        CannotSet: it is no draft of our own, or it could never meet one of the conditions.
    """
    template = hold(template_id)
    if not template.is_open_draft:
        raise CannotSet(FROZEN)
    if order is not None and list(order) != [phase.pk for phase in arrangement(template)]:
        raise Stale(REORDERED)
    present = set(stored.stored_gates(template))
    if present == set(wanted):
        return template
    if present != set(seen):
        raise Stale(CHANGED)
    ground = gates.Ground.of(stored.stored_plan(template))
    if wrong := next(gates.problems(wanted, ground), ""):
        raise CannotSet(f"{wrong[:1].upper()}{wrong[1:]}")
    template.gates.all().delete()
    write(template, wanted)
    note(template, "Changed what its gates ask for", who)
    return template


def follow(template: Template, numbers: Mapping[int, int]) -> None:
    """Let what gates ask of phases follow these to their new numbers, by the former ones.

    Of a phase that is not among them they ask nothing any more.
    """
    present = stored.stored_gates(template)
    kept = [
        replace(one, number=numbers[one.number]) if _is_of_phase(one) else one
        for one in present
        if not _is_of_phase(one) or one.number in numbers
    ]
    if set(kept) != set(present):
        template.gates.all().delete()
        write(template, kept)


def asked_of(template: Template, number: int) -> list[GatePlan]:
    """What gates ask of a phase, by its number."""
    return [one for one in stored.stored_gates(template) if _is_of(one, number)]


def ask_again(template: Template, asked: Collection[GatePlan], number: int) -> None:
    """Let gates ask again what they asked of a phase that has come back under this number."""
    if asked:
        present = stored.stored_gates(template)
        template.gates.all().delete()
        write(template, {*present, *(replace(one, number=number) for one in asked)})


def _is_of(asked: GatePlan, number: int) -> bool:
    return _is_of_phase(asked) and asked.number == number


def _is_of_phase(asked: GatePlan) -> bool:
    return asked.condition == GateCondition.PHASE_CLOSED


def write(template: Template, plans: Collection[GatePlan]) -> Template:
    """Write what the gates of a template without any ask for; it keeps how much that is."""
    if not plans and not template.condition_count:
        return template
    TemplateGate.objects.bulk_create(
        TemplateGate(template=template, gate=one.gate, condition=one.condition, number=one.number)
        for one in plans
    )
    template.condition_count = len(plans)
    template.save(update_fields=["condition_count"])
    return template
