"""What a form about a template, a phase or an item asks for, as it is saved now."""

from __future__ import annotations

from typing import Any

from checklists.library.models import Template, TemplateItem, TemplatePhase

HEAD = ("name", "summary", "days", "ownership_day")
PHASE = ("name", "stage", "summary")
ITEM = (
    "title",
    "guidance",
    "role",
    "anchor",
    "offset",
    "is_required",
    "proof",
    "only_when",
    "revenue_above",
)


def of_template(template: Template) -> dict[str, Any]:
    return {name: getattr(template, name) for name in HEAD}


def of_phase(phase: TemplatePhase) -> dict[str, Any]:
    return {name: getattr(phase, name) for name in PHASE}


def of_item(item: TemplateItem) -> dict[str, Any]:
    """With the keys of what it waits for; one query unless they were fetched along."""
    earlier = sorted(item.waits_for.all(), key=lambda one: one.key)
    return {
        **{name: getattr(item, name) for name in ITEM},
        "waits_for": [one.key for one in earlier],
    }
