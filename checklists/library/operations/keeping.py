"""What is deleted from a draft is kept in its history, whole, so that undo puts it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from checklists.library.models import Template, TemplateChange, TemplateItem, TemplatePhase
from checklists.library.operations.arranging import lay_out
from checklists.library.operations.holding import CannotEdit, Who, hold_draft, note
from checklists.library.queries.arrangement import arrangement
from checklists.library.rules.keys import free_key
from checklists.library.rules.order import PhaseOrder, with_item

PLACED = {"id", "template", "phase", "number", "position"}
"""What says where a row stands; the rest is what it says."""


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


def of_phase(phase: TemplatePhase) -> dict[str, Any]:
    """A phase with its place and all its items."""
    items = phase.items.order_by("position").prefetch_related("waits_for", "unblocks")
    return {
        "kind": "phase",
        "number": phase.number,
        "values": _values(phase),
        "items": [of_item(item) for item in items],
    }


@transaction.atomic
def put_back(template_id: int, change_id: int, who: Who) -> TemplateChange:
    """Undo a deletion: what was deleted stands again where it stood, as far as that is there.

    Safe to call twice: what is back already is not put back again.

    Raises:
        CannotEdit: the template is no draft any more, or the phase of an item is gone.
        TemplateChange.DoesNotExist: nothing of this template was deleted by that change.
    """
    template = hold_draft(template_id)
    change = template.changes.exclude(removed=None).get(pk=change_id)
    if change.is_undone:
        return change
    removed: dict[str, Any] = change.removed or {}
    if removed["kind"] == "phase":
        name = _put_phase(template, removed)
    else:
        name = _put_item(template, removed, removed["phase"]).title
        _tie(template, [removed])
    change.is_undone = True
    change.save(update_fields=["is_undone"])
    note(template, f"Put back “{name}”", who)
    return change


def _put_phase(template: Template, removed: dict[str, Any]) -> str:
    order = list(arrangement(template))
    phase = TemplatePhase.objects.create(
        template=template, number=len(order) + 1, **removed["values"]
    )
    order.insert(removed["number"] - 1, PhaseOrder(phase.pk, ()))
    lay_out(template, tuple(order))
    for item in removed["items"]:
        _put_item(template, item, phase.pk)
    _tie(template, removed["items"])
    return phase.name


def _put_item(template: Template, removed: dict[str, Any], phase_id: int) -> TemplateItem:
    """Write an item again, under its key unless another has that by now."""
    phase = template.phases.filter(pk=phase_id).first()
    if phase is None:
        raise CannotEdit("The phase of this item was deleted, too. Put that back first.")
    order = arrangement(template)
    taken = set(_items(template).values_list("key", flat=True))
    values = dict(removed["values"])
    if values["key"] in taken:
        values["key"] = free_key(values["key"], taken, "item")
    last = max((len(one.items) for one in order if one.pk == phase_id), default=0)
    item = TemplateItem.objects.create(phase=phase, position=last + 1, **values)
    removed["values"] = values
    lay_out(template, with_item(order, item.pk, phase_id, removed["position"] - 1))
    return item


def _tie(template: Template, put: list[dict[str, Any]]) -> None:
    """Let items wait again for those that are still there, and the other way round."""
    by_key = {item.key: item for item in _items(template)}
    for removed in put:
        item = by_key[removed["values"]["key"]]
        item.waits_for.add(*(by_key[key] for key in removed["waits_for"] if key in by_key))
        item.unblocks.add(*(by_key[key] for key in removed["unblocks"] if key in by_key))


def _items(template: Template) -> Any:
    return TemplateItem.objects.filter(phase__template=template)


def _values(row: Model) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if field.name not in PLACED)
    return {field.name: field.value_from_object(row) for field in fields}
