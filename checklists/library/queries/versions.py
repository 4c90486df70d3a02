"""All versions of a template, and what happened to one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.people.models import User
from checklists.library import permissions
from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateChange
from checklists.library.rules.removed import why_not_back

MOST = 200
"""How many changes a page tells; who needs older ones finds them in the database."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version: its state, and who published it and when, or edits it."""

    version: int
    url: str
    state: str
    label: str
    who: str
    at: datetime | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What somebody did; a deletion says where it is undone, or why it cannot be."""

    pk: int
    said: str
    who: str
    at: datetime
    is_undone: bool
    put_back: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """The versions of a template that somebody may see, and the history of this one.

    `why_not` says why nothing of what was deleted can be put back any more.
    """

    versions: tuple[VersionLine, ...]
    changes: tuple[ChangeLine, ...]
    why_not: str
    draft: Template | None
    published: Template | None

    @property
    def can_put_back(self) -> bool:
        return any(change.put_back for change in self.changes)

    @property
    def seen(self) -> int:
        """The number of the latest change; 0 where nobody has changed it yet."""
        return self.changes[0].pk if self.changes else 0


def past(template: Template, user: User) -> Past:
    """What stands beside a template; two queries, and one more where something was deleted."""
    rows = Template.objects.visible_to(user).filter(key=template.key)
    versions = list(rows.select_related("published_by", "edited_by").order_by("-version"))
    changes = list(TemplateChange.objects.filter(template=template).select_related("by")[:MOST])
    may_edit = permissions.can_edit(user)
    is_deleted = may_edit and any(change.removed and not change.is_undone for change in changes)
    is_open = is_deleted and template.is_open_draft
    phases = set(template.phases.values_list("pk", flat=True)) if is_open else None
    published = (one for one in versions if one.state == TemplateState.PUBLISHED)
    return Past(
        versions=tuple(_line(version, template) for version in versions),
        changes=tuple(_change(change, phases) for change in changes),
        why_not=_stays_deleted(template) if is_deleted and not is_open else "",
        draft=next((version for version in versions if version.is_open_draft), None),
        published=next(published, None),
    )


def _change(change: TemplateChange, phases: Collection[int] | None) -> ChangeLine:
    """A change; with the phases of a draft that somebody may edit, how it is undone."""
    put_back = why_not = ""
    if change.removed and not change.is_undone and phases is not None:
        why_not = why_not_back(change.removed, phases)
        if not why_not:
            put_back = reverse("template_put_back", args=[change.template_id, change.pk])
    return ChangeLine(
        pk=change.pk,
        said=change.said,
        who=change.by.full_name,
        at=change.at,
        is_undone=change.is_undone,
        put_back=put_back,
        why_not=why_not,
    )


def _stays_deleted(template: Template) -> str:
    return (
        f"Version {template.version} is {template.get_state_display().lower()}, so what was "
        "deleted from it stays deleted. Add it again in the next version."
    )


def _line(version: Template, here: Template) -> VersionLine:
    who, at = _known_by(version)
    return VersionLine(
        version=version.version,
        url=version.get_absolute_url(),
        state=version.state,
        label=version.standing,
        who=who,
        at=at,
        is_here=version.pk == here.pk,
    )


def _known_by(version: Template) -> tuple[str, datetime | None]:
    """Whose version it is, in words: who published or edits it, or that it came along."""
    if version.published_by:
        return f"Published by {version.published_by.full_name}", version.published_at
    if version.edited_by and version.state == TemplateState.DRAFT:
        return f"Edited by {version.edited_by.full_name}", version.edited_at
    if version.origin == Origin.SHIPPED:
        return "Came with Changeover", version.created_at
    return "", version.created_at
