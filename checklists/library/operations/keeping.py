"""What is deleted from a draft is kept in its history, whole, so that undo puts it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from checklists.library.choices import Gate, GateCondition
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations import gates
from checklists.library.operations.arranging import lay_out
from checklists.library.operations.holding import CannotEdit, Who, hold_draft, note
from checklists.library.queries.arrangement import arrangement
from checklists.library.rules import circles
from checklists.library.rules.keys import free_key
from checklists.library.rules.order import PhaseOrder, with_item
from checklists.library.rules.plan import GatePlan
from checklists.library.rules.removed import PHASE_GONE
from config.lib import words

PLACED = {"id", "template", "phase", "number", "position"}
"""What says where a row stands; the rest is what it says."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """What undo has put back, an item or a phase by its number in the database, and in words."""

    said: str
    kind: str
    pk: int


def of_item(item: TemplateItem) -> dict[str, Any]:
    """An item with its place, what it waits for, and what waits for it."""
    return {
        "kind": "item",
        "pk": item.pk,
        "phase": item.phase_id,
        "position": item.position,
        "values": _values(item),
        "waits_for": [one.key for one in item.waits_for.all()],
        "unblocks": [one.key for one in item.unblocks.all()],
    }


def of_phase(phase: TemplatePhase, asked: Collection[GatePlan]) -> dict[str, Any]:
    """A phase with its place, all its items, and what gates ask of it."""
    items = phase.items.order_by("position").prefetch_related("waits_for", "unblocks")
    return {
        "kind": "phase",
        "pk": phase.pk,
        "number": phase.number,
        "values": _values(phase),
        "items": [of_item(item) for item in items],
        "gates": [[one.gate, one.condition] for one in asked],
    }


@transaction.atomic
def put_back(template_id: int, change_id: int, who: Who) -> PutBack:
    """Undo a deletion, and say what came of it: what was deleted stands again where it stood, as
    far as that is there, under its former number in the database, so that what names it finds it.

    What items wait for comes back, too, but for what would close a circle by now. Safe to call
    twice: what is back already is not put back again.

    Raises:
        CannotEdit: the template is no draft any more, or the phase of an item is gone.
        TemplateChange.DoesNotExist: nothing of this template was deleted by that change.
    """
    template = hold_draft(template_id)
    change = template.changes.exclude(removed=None).get(pk=change_id)
    removed: dict[str, Any] = change.removed or {}
    if change.is_undone:
        return PutBack("It stands there already.", removed["kind"], removed["pk"])
    if removed["kind"] == "phase":
        said = _put_phase(template, removed)
    else:
        said = f"Put back “{_put_item(template, removed, removed['phase']).title}”"
        said += _tie(template, [removed])
    change.is_undone = True
    change.save(update_fields=["is_undone"])
    note(template, said, who)
    return PutBack(words.sentence(said), removed["kind"], removed["pk"])


def _put_phase(template: Template, removed: dict[str, Any]) -> str:
    order = list(arrangement(template))
    place = {"pk": removed.get("pk"), "number": len(order) + 1}
    phase = TemplatePhase.objects.create(template=template, **place, **removed["values"])
    order.insert(removed["number"] - 1, PhaseOrder(phase.pk, ()))
    lay_out(template, tuple(order))
    for item in removed["items"]:
        _put_item(template, item, phase.pk)
    asked = [GatePlan(Gate(gate), GateCondition(one)) for gate, one in removed.get("gates", ())]
    gates.ask_again(template, asked, removed["number"])
    again = words.listing([f"“{one.gate.label}”" for one in asked])
    said = f"Put back “{phase.name}”" + (f"; {again} asked for it again" if again else "")
    return said + _tie(template, removed["items"])


def _put_item(template: Template, removed: dict[str, Any], phase_id: int) -> TemplateItem:
    """Write an item again, under its key unless another has that by now."""
    phase = template.phases.filter(pk=phase_id).first()
    if phase is None:
        raise CannotEdit(PHASE_GONE)
    order = arrangement(template)
    taken = set(_items(template).values_list("key", flat=True))
    values = dict(removed["values"])
    if values["key"] in taken:
        values["key"] = free_key(values["key"], taken, "item")
    last = max((len(one.items) for one in order if one.pk == phase_id), default=0)
    item = TemplateItem.objects.create(pk=removed["pk"], phase=phase, position=last + 1, **values)
    removed["values"] = values
    lay_out(template, with_item(order, item.pk, phase_id, removed["position"] - 1))
    return item


def _tie(template: Template, put: list[dict[str, Any]]) -> str:
    """Let items wait again for those that are still there, and the other way round.

    Somebody may have let others wait for each other meanwhile. What would close a circle with
    that is left out; the answer says so, and is empty otherwise.
    """
    items = {item.key: item for item in _items(template).prefetch_related("waits_for")}
    waits = {key: [one.key for one in item.waits_for.all()] for key, item in items.items()}
    left_out = []
    for waiting, earlier in _pairs(put):
        if waiting not in items or earlier not in items or earlier in waits[waiting]:
            continue
        if circles.circle({**waits, waiting: [*waits[waiting], earlier]}):
            left_out.append(f"“{items[waiting].title}” for “{items[earlier].title}”")
        else:
            waits[waiting].append(earlier)
            items[waiting].waits_for.add(items[earlier])
    if not left_out:
        return ""
    return f"; not waiting again, as that would be a circle: {words.listing(left_out)}"


def _pairs(put: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Which item waited for which, by key."""
    found = []
    for removed in put:
        key = removed["values"]["key"]
        found += [(key, earlier) for earlier in removed["waits_for"]]
        found += [(waiting, key) for waiting in removed["unblocks"]]
    return found


def _items(template: Template) -> Any:
    return TemplateItem.objects.filter(phase__template=template)


def _values(row: Model) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if field.name not in PLACED)
    return {field.name: field.value_from_object(row) for field in fields}
