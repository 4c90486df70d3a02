"""What keeping a template file would make."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.library.queries.stored import stored_plan
from checklists.library.rules import differences
from checklists.library.rules.differences import Differences
from checklists.library.rules.plan import TemplatePlan


@dataclass(frozen=True, slots=True)
class Import:
    """A file beside the newest version of its key, if there is one, and an open draft, if any."""

    plan: TemplatePlan
    version: int
    newest: Template | None
    draft: Template | None
    differences: Differences | None
    stamp: str

    @property
    def why_not(self) -> str:
        """Why nothing can be kept now, in words; empty when it can."""
        if self.draft:
            return (
                f"Version {self.draft.version} of “{self.draft.name}” is an open draft. "
                "Publish or delete it first, or edit it."
            )
        if self.newest and self.differences and self.differences.is_empty:
            return (
                f"This says what version {self.newest.version} of “{self.newest.name}” says. "
                "There is nothing to keep."
            )
        return ""


def look(plan: TemplatePlan) -> Import:
    """Compare a file with what there is; five queries.

    The stamp changes as soon as the newest version does, or what it says.
    """
    versions = list(Template.objects.filter(key=plan.key).order_by("-version"))
    newest = next((one for one in versions if one.state != TemplateState.DELETED), None)
    before = stored_plan(newest) if newest else None
    return Import(
        plan=plan,
        version=versions[0].version + 1 if versions else 1,
        newest=newest,
        draft=Template.objects.open_drafts().filter(key=plan.key).first(),
        differences=differences.compare(before, plan) if before else None,
        stamp=f"{newest.pk}-{before.digest[:16]}" if newest and before else "new",
    )
