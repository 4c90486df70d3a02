"""A template is copied whole: for a next version, or for a template of another name."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations import gates
from checklists.library.queries.stored import stored_gates

Row = TypeVar("Row", bound=models.Model)


def copy(source: Template, **changed: Any) -> Template:
    """A draft of our own with all that is in another template; a constant few queries.

    Items keep their keys, so that two versions can be laid side by side.
    """
    template = Template.objects.create(
        **{name: getattr(source, name) for name in ("name", "summary", "days", "ownership_day")}
        | {"item_count": source.item_count, "origin": Origin.OWN, "state": TemplateState.DRAFT}
        | changed
    )
    phases = {phase.pk: twin(phase, template=template) for phase in source.phases.all()}
    TemplatePhase.objects.bulk_create(phases.values())
    old = TemplateItem.objects.filter(phase__in=phases).order_by("pk")
    items = {item.pk: twin(item, phase=phases[item.phase_id]) for item in old}
    TemplateItem.objects.bulk_create(items.values())
    link(waits_of(items.keys()), {pk: item.pk for pk, item in items.items()})
    gates.write(template, stored_gates(source))
    return template


def twin(row: Row, **changed: Any) -> Row:
    """A row that says the same and is not saved yet."""
    said = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(row)(**said, **changed)


def waits_of(items: Any) -> list[tuple[int, int]]:
    """Which of some items waits for which, by their numbers."""
    pairs = TemplateItem.waits_for.through.objects.filter(from_templateitem__in=list(items))
    return list(pairs.values_list("from_templateitem_id", "to_templateitem_id"))


def link(pairs: list[tuple[int, int]], new: dict[int, int]) -> None:
    """Let the new ones of some items wait for each other as the old ones do."""
    through = TemplateItem.waits_for.through
    through.objects.bulk_create(
        through(from_templateitem_id=new[waiting], to_templateitem_id=new[earlier])
        for waiting, earlier in pairs
    )
