"""One version of a template is published; others are drafts, or retired."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.library.operations.holding import CannotEdit, Who, hold, hold_versions, note
from checklists.library.queries.stored import stored_plan
from checklists.library.rules.soundness import Problem, problems


class CannotPublish(Exception):
    """Everything that keeps a template from being published."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in found))
        self.problems = tuple(found)


class ChangedSince(Exception):
    """Somebody changed a draft since the person who publishes it saw it."""

    def __init__(self, said: str, name: str) -> None:
        super().__init__(
            f"{name} changed this draft since you opened it: {said}. Look at it, then publish."
        )


@transaction.atomic
def publish(template_id: int, *, seen: int, who: Who) -> Template:
    """Publish a draft; the version that was published so far retires in the same transaction.

    Args:
        template_id: the draft.
        seen: the number of the latest change that the person saw; 0 for none.
        who: who publishes it, and when.

    Raises:
        CannotPublish: no transition could be planned from it; says all that is wrong.
        ChangedSince: somebody changed it meanwhile.
        CannotEdit: it is no draft any more.
    """
    template = _of_state(template_id, TemplateState.DRAFT)
    latest = template.changes.select_related("by").order_by("-pk").first()
    if latest and latest.pk != seen:
        raise ChangedSince(latest.said, latest.by.full_name)
    return _put_in_use(template, "Published", who)


@transaction.atomic
def bring_back(template_id: int, who: Who) -> Template:
    """Publish a retired version again; the one that is published retires.

    Raises:
        CannotPublish: no transition could be planned from it.
        CannotEdit: it is not retired any more.
    """
    return _put_in_use(_of_state(template_id, TemplateState.RETIRED), "Brought back", who)


@transaction.atomic
def retire(template_id: int, who: Who) -> Template:
    """No transition starts from this version any more; those that did, and drafts that name it,
    keep it. A draft that came with Changeover is set aside like this, too.

    Raises:
        CannotEdit: it is retired already, or a draft of our own, which is deleted.
    """
    template = hold(template_id)
    is_waiting = template.state == TemplateState.DRAFT and not template.is_open_draft
    if template.state != TemplateState.PUBLISHED and not is_waiting:
        raise CannotEdit("This version is not in use. Nothing was changed.")
    if is_waiting:
        template.is_set_aside = True
        template.save(update_fields=["is_set_aside"])
    _retire(template, f"{'Set aside' if is_waiting else 'Retired'} version {template.version}", who)
    return template


def _of_state(template_id: int, state: TemplateState) -> Template:
    """Lock all versions and take one, which has to be in a state."""
    template = Template.objects.kept().get(pk=template_id)
    versions = hold_versions(template.key)
    template = next(version for version in versions if version.pk == template_id)
    if template.state != state:
        raise CannotEdit(
            f"Version {template.version} is {template.get_state_display().lower()} meanwhile. "
            "Nothing was changed."
        )
    return template


def _put_in_use(template: Template, verb: str, who: Who) -> Template:
    """Publish a version, and retire the one before it first: the database allows one at a time."""
    if found := problems(stored_plan(template)):
        raise CannotPublish(found)
    former = Template.objects.published().filter(key=template.key).first()
    instead = ""
    if former:
        instead = f", in place of version {former.version}"
        _retire(former, f"Retired for version {template.version}", who)
    template.state, template.is_set_aside = TemplateState.PUBLISHED, False
    template.published_by, template.published_at = who.by, who.now
    template.save(update_fields=["state", "is_set_aside", "published_by", "published_at"])
    note(template, f"{verb} version {template.version}{instead}", who)
    return template


def _retire(template: Template, said: str, who: Who) -> None:
    template.state = TemplateState.RETIRED
    template.save(update_fields=["state"])
    note(template, said, who)
