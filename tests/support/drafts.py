"""A draft as somebody else changes it."""

from dataclasses import fields
from typing import Any

from accounts.people.models import User
from tests.factories.transitions import NOW
from transitions.plans.models import Transition
from transitions.plans.operations import redrafting, starting


def redraft(draft: Transition, *, by: User, **changes: Any) -> Transition:
    """Save a draft with other answers, whatever the page says about it."""
    names = {field.name for field in fields(starting.NewTransition)} - {"hr", "backup"}
    new = starting.NewTransition(**{name: getattr(draft, name) for name in names} | changes)
    edit = redrafting.Edit(new, redrafting.stamp(draft))
    return redrafting.change(draft.pk, edit, by=by, now=NOW)
