"""A template file becomes a draft."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template
from checklists.library.operations import loading
from checklists.library.operations.holding import Who, hold_versions, note
from checklists.library.queries.importing import Import, look
from checklists.library.rules.plan import TemplatePlan


class CannotKeep(Exception):
    """Why a file makes no draft now, in words; `found` is how it stands."""

    def __init__(self, sentence: str, found: Import) -> None:
        super().__init__(sentence)
        self.found = found


def keep(plan: TemplatePlan, *, seen: str, who: Who) -> Template:
    """Keep a file as a draft: a new template, or the next version of the one that has its key.

    `seen` is the stamp of the preview. The same file, sent twice, makes one draft. Two people may
    bring the same new key at the same moment: the constraint lets one of them through, and the
    other finds that draft.

    Raises:
        CannotKeep: there is an open draft, nothing would change, or the newest version is another
            one than the preview was compared with.
    """
    try:
        return keep_once(plan, seen, who)
    except IntegrityError:
        return keep_once(plan, seen, who)


@transaction.atomic
def keep_once(plan: TemplatePlan, seen: str, who: Who) -> Template:
    """The same, behind a lock on all versions of the key."""
    hold_versions(plan.key)
    found = look(plan)
    if found.draft and found.draft.digest == plan.digest:
        return found.draft
    if found.why_not:
        raise CannotKeep(found.why_not, found)
    if found.stamp != seen:
        sentence = "The newest version has changed since you looked. Look again, then keep it."
        raise CannotKeep(sentence, found)
    made = loading.write(plan, found.version, TemplateState.DRAFT, Origin.OWN)
    note(made, f"Brought version {made.version} in from a file", who)
    return made
