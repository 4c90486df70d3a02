"""All versions of a template, and what happened to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import User
from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateChange

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
class Past:
    """The versions of a template that somebody may see, and the history of this one."""

    versions: tuple[VersionLine, ...]
    changes: tuple[TemplateChange, ...]
    draft: Template | None
    published: Template | None

    @property
    def seen(self) -> int:
        """The number of the latest change; 0 where nobody has changed it yet."""
        return self.changes[0].pk if self.changes else 0


def past(template: Template, user: User) -> Past:
    """What stands beside a template; two queries."""
    rows = Template.objects.visible_to(user).filter(key=template.key)
    versions = list(rows.select_related("published_by", "edited_by").order_by("-version"))
    changes = TemplateChange.objects.filter(template=template).select_related("by")
    published = (one for one in versions if one.state == TemplateState.PUBLISHED)
    return Past(
        versions=tuple(_line(version, template) for version in versions),
        changes=tuple(changes[:MOST]),
        draft=next((version for version in versions if version.is_open_draft), None),
        published=next(published, None),
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
