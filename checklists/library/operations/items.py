"""Items of a draft are added, changed and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from checklists.library.models import Template, TemplateChange, TemplateItem
from checklists.library.operations import keeping
from checklists.library.operations.arranging import lay_out
from checklists.library.operations.holding import (
    AddedBefore,
    CannotEdit,
    Who,
    added_before,
    hold_draft,
    item_of,
    note,
    phase_of,
    refuse_stale,
)
from checklists.library.queries import values as saved
from checklists.library.queries.arrangement import arrangement
from checklists.library.rules import circles
from checklists.library.rules.keys import free_key
from config.lib import words

LABELS = {
    "title": "its title",
    "guidance": "the guidance",
    "role": "who does it",
    "anchor": "what its day hangs on",
    "offset": "its day",
    "is_required": "whether it is required",
    "proof": "what proves it",
    "only_when": "when it is taken",
    "revenue_above": "the amount of revenue",
    "waits_for": "what it waits for",
}


class WaitsInCircle(Exception):
    """Items would wait for each other; the sentence names them all."""


@transaction.atomic
def add(template_id: int, phase_id: int, values: Mapping[str, Any], who: Who) -> TemplateItem:
    """Add an item at the end of a phase; the same form sent twice adds one.

    Raises:
        AddedBefore: the form was sent before, with other answers.
        CannotEdit: the template is no draft any more, or the phase is gone.
    """
    template = hold_draft(template_id)
    if before := added_before(who):
        return _same(before, values)
    phase = phase_of(template, phase_id)
    last = phase.items.aggregate(last=Max("position"))["last"] or 0
    taken = set(_items(template).values_list("key", flat=True))
    fields = {name: value for name, value in values.items() if name != "waits_for"}
    key = free_key(values["title"], taken, "item")
    item = TemplateItem.objects.create(phase=phase, position=last + 1, key=key, **fields)
    item.waits_for.set(_by_key(template, values["waits_for"]))
    template.item_count = len(taken) + 1
    template.save(update_fields=["item_count"])
    said = f"Added {phase.number}.{item.position} “{item.title}”"
    note(template, said, who, made=item.pk, request_key=who.request_key)
    return item


@transaction.atomic
def change(
    template_id: int, item_id: int, values: Mapping[str, Any], *, seen: str, who: Who
) -> TemplateItem:
    """Change an item; its key stays, so that versions know it again.

    Raises:
        CannotEdit: the template is no draft any more, or the item is gone.
        ChangedMeanwhile: somebody else changed it.
        WaitsInCircle: it would wait for itself, round some corners.
    """
    template = hold_draft(template_id)
    item = item_of(template, item_id)
    before = saved.of_item(item)
    refuse_stale(before, seen)
    changed = [name for name in values if values[name] != before[name]]
    if not changed:
        return item
    if "waits_for" in changed:
        _refuse_circle(template, item.key, values["waits_for"])
        item.waits_for.set(_by_key(template, values["waits_for"]))
    fields = [name for name in changed if name != "waits_for"]
    for name in fields:
        setattr(item, name, values[name])
    item.save(update_fields=fields)
    labels = words.listing([LABELS[name] for name in changed])
    note(template, f"Changed {item.number} “{before['title']}”: {labels}", who)
    return item


@transaction.atomic
def remove(template_id: int, item_id: int, who: Who) -> TemplateChange:
    """Delete an item; the change that is written can be undone. What waited for it waits no more.

    Raises:
        CannotEdit: the template is no draft any more, or the item is gone.
    """
    template = hold_draft(template_id)
    item = item_of(template, item_id)
    kept, number = keeping.of_item(item), item.number
    item.delete()
    lay_out(template, arrangement(template))
    return note(template, f"Deleted {number} “{item.title}”", who, removed=kept)


def _same(before: TemplateChange, values: Mapping[str, Any]) -> TemplateItem:
    item = TemplateItem.objects.filter(pk=before.made or 0).first()
    if item is None or saved.of_item(item) != values:
        raise AddedBefore(item.title if item else "An item")
    return item


def _items(template: Template) -> Any:
    return TemplateItem.objects.filter(phase__template=template)


def _by_key(template: Template, keys: Sequence[str]) -> list[TemplateItem]:
    """Items of a template by their keys.

    Raises:
        CannotEdit: one of them was deleted meanwhile.
    """
    found = list(_items(template).filter(key__in=keys))
    if len(found) != len(set(keys)):
        raise CannotEdit(
            "An item that this one waits for was deleted meanwhile. What you did was not saved."
        )
    return found


def _refuse_circle(template: Template, key: str, waits_for: Sequence[str]) -> None:
    rows = list(_items(template).select_related("phase").prefetch_related("waits_for"))
    waits = {row.key: [one.key for one in row.waits_for.all()] for row in rows}
    called = {row.key: f"{row.number} {row.title}" for row in rows}
    if found := circles.circle(waits | {key: list(waits_for)}):
        raise WaitsInCircle(circles.in_words([called[one] for one in found]))
