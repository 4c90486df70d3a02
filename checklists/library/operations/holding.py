"""What all changes of a template have in common: who, when, the lock, the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template, TemplateChange, TemplateItem, TemplatePhase
from checklists.library.rules.stamps import stamp


@dataclass(frozen=True, slots=True)
class Who:
    """Who changes a template, when, and the key of the form where one adds something."""

    by: User
    now: datetime
    request_key: UUID | None = None


class CannotEdit(Exception):
    """Why a template cannot be changed that way, in words for the person who tried."""


class ChangedMeanwhile(Exception):
    """Somebody else saved since a form was opened; carries what is saved now."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__("This was changed since you opened it.")
        self.values = values


class AddedBefore(Exception):
    """The form that is sent again with other answers has added something already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” was added from this form already. Save again to add this, too.")


def hold(template_id: int) -> Template:
    """Lock a template, so that changes of it come one after the other.

    Raises:
        Template.DoesNotExist: somebody deleted it.
    """
    return Template.objects.kept().select_for_update().get(pk=template_id)


def hold_versions(key: str) -> list[Template]:
    """Lock all versions of a template, so that one of them is published; the newest stands first.

    Whoever needs more than one of them takes them like this, holding none before: two who lock
    the same rows in different orders would wait for each other for ever. All wait at the first
    version; the others are read after that, with what was added in the meantime.
    """
    rows = Template.objects.select_for_update().filter(key=key).order_by("version")
    rows.first()
    return list(rows.reverse())


def hold_draft(template_id: int) -> Template:
    """The same for what is to be edited.

    Raises:
        CannotEdit: it is no draft any more, or none of our own.
        Template.DoesNotExist: somebody deleted it.
    """
    template = hold(template_id)
    if template.is_open_draft:
        return template
    if template.state == TemplateState.DRAFT:
        raise CannotEdit("This version comes with Changeover. Edit a copy of it.")
    state = template.get_state_display().lower()
    raise CannotEdit(
        f"Version {template.version} was {state} meanwhile. Edit it again to begin the next "
        "version. What you typed was not saved."
    )


def note(template: Template, said: str, who: Who, **kept: Any) -> TemplateChange:
    """Write into the history what was done, and on the template by whom and when."""
    template.edited_by, template.edited_at = who.by, who.now
    template.save(update_fields=["edited_by", "edited_at"])
    return TemplateChange.objects.create(
        template=template,
        at=who.now,
        by=who.by,
        said=said if len(said) <= 400 else f"{said[:399]}…",
        **kept,
    )


def refuse_stale(saved: dict[str, Any], seen: str) -> None:
    """Refuse what was typed on other values than those that are saved.

    Raises:
        ChangedMeanwhile: they differ.
    """
    if stamp(saved) != seen:
        raise ChangedMeanwhile(saved)


def added_before(who: Who) -> TemplateChange | None:
    """What a form has added already, where it is sent a second time."""
    if who.request_key is None:
        return None
    changes = TemplateChange.objects.filter(request_key=who.request_key)
    return changes.select_related("template").first()


def phase_of(template: Template, phase_id: int) -> TemplatePhase:
    """A phase of this template.

    Raises:
        CannotEdit: somebody deleted it.
    """
    phase = TemplatePhase.objects.filter(template=template, pk=phase_id).first()
    if phase is None:
        raise CannotEdit("This phase was deleted meanwhile. What you did was not saved.")
    return phase


def item_of(template: Template, item_id: int) -> TemplateItem:
    """An item of this template, with its phase and what it waits for.

    Raises:
        CannotEdit: somebody deleted it.
    """
    items = TemplateItem.objects.filter(phase__template=template, pk=item_id)
    item = items.select_related("phase").prefetch_related("waits_for").first()
    if item is None:
        raise CannotEdit("This item was deleted meanwhile. What you did was not saved.")
    return item
