"""Where the pages of a transition and of its items are."""

from __future__ import annotations

from checklists.runs.models import Item
from transitions.plans.models import Transition


def at(subject: Transition | Item, path: str) -> str:
    """`at(transition, "hold")`, `at(item, "tick")`."""
    if isinstance(subject, Item):
        return f"{subject.checklist.transition.get_absolute_url()}items/{subject.pk}/{path}/"
    return f"{subject.get_absolute_url()}{path}/"
