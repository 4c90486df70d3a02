"""Drafts begin from nothing, from another template, or from the version before; they are edited
and deleted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateChange
from checklists.library.operations import copying
from checklists.library.operations.holding import (
    AddedBefore,
    CannotEdit,
    Who,
    added_before,
    hold,
    hold_draft,
    hold_versions,
    note,
    refuse_stale,
)
from checklists.library.queries import values as saved
from checklists.library.rules.keys import free_key
from config.lib import words

KEPT_FOR = timedelta(days=30)
"""How long a deleted draft can be brought back."""


@transaction.atomic
def create(values: Mapping[str, Any], who: Who) -> Template:
    """Begin a template of its own; the same form sent twice begins one.

    Raises:
        AddedBefore: the form was sent before, with other answers, or what it began is deleted.
    """
    if before := added_before(who):
        return _same(before, values)
    return _begin(who, f"Began the template “{values['name']}”", values)


@transaction.atomic
def clone(template_id: int, values: Mapping[str, Any], who: Who) -> Template:
    """Begin another template with all that is in this one, under its own name.

    Raises:
        AddedBefore: the form was sent before, with another name, or what it began is deleted.
        Template.DoesNotExist: somebody deleted it.
    """
    if before := added_before(who):
        return _same(before, values)
    source = hold(template_id)
    said = f"Copied version {source.version} of {source.name}"
    return _begin(who, said, values, source)


@transaction.atomic
def next_version(template_id: int, who: Who) -> tuple[Template, bool]:
    """The open draft of this template, and whether it was begun just now.

    There is one for each key: who comes second goes on with that of the first. It begins with all
    that is in the version asked for.

    Raises:
        Template.DoesNotExist: somebody deleted it.
    """
    versions = hold_versions(Template.objects.kept().get(pk=template_id).key)
    source = Template.objects.kept().get(pk=template_id)
    for version in versions:
        if version.is_open_draft:
            return version, False
    draft = copying.copy(source, key=source.key, version=versions[0].version + 1)
    note(draft, f"Began version {draft.version} from version {source.version}", who)
    return draft, True


@transaction.atomic
def change(template_id: int, values: Mapping[str, Any], *, seen: str, who: Who) -> Template:
    """Change name, summary, length or the day of ownership of a draft.

    Raises:
        CannotEdit: it is no draft any more.
        ChangedMeanwhile: somebody else changed them.
    """
    template = hold_draft(template_id)
    before = saved.of_template(template)
    refuse_stale(before, seen)
    said = [_told(name, value, before[name]) for name, value in values.items()]
    if not any(said):
        return template
    for name, value in values.items():
        setattr(template, name, value)
    template.save(update_fields=list(values))
    note(template, words.sentence(words.listing([one for one in said if one])), who)
    return template


@transaction.atomic
def delete(template_id: int, who: Who) -> Template:
    """Take a draft away; for thirty days it can be brought back. Older ones go for good.

    Raises:
        CannotEdit: it is no draft of our own.
    """
    draft = hold_draft(template_id)
    old = Template.objects.filter(state=TemplateState.DELETED)
    old.filter(edited_at__lt=who.now - KEPT_FOR, transitions=None).delete()
    draft.state = TemplateState.DELETED
    draft.save(update_fields=["state"])
    note(draft, f"Deleted the draft of version {draft.version}", who)
    return draft


@transaction.atomic
def bring_back(template_id: int, who: Who) -> Template:
    """Undo the deletion of a draft. Safe to call twice.

    Raises:
        CannotEdit: another draft of this template was begun meanwhile.
        Template.DoesNotExist: it has gone for good.
    """
    draft = Template.objects.select_for_update().get(pk=template_id)
    if draft.state != TemplateState.DELETED:
        return draft
    draft.state = TemplateState.DRAFT
    try:
        with transaction.atomic():
            draft.save(update_fields=["state"])
    except IntegrityError:
        raise CannotEdit(
            f"Another draft of {draft.name} was begun meanwhile. Delete that one first."
        ) from None
    note(draft, f"Brought back the draft of version {draft.version}", who)
    return draft


def _begin(
    who: Who, said: str, values: Mapping[str, Any], source: Template | None = None
) -> Template:
    """A first version under a key of its own; two who begin at once get two keys."""
    taken = set(Template.objects.values_list("key", flat=True))
    for _ in range(3):
        key = free_key(values["name"], taken, "template")
        try:
            with transaction.atomic():
                draft = (
                    copying.copy(source, **values, key=key, version=1)
                    if source
                    else Template.objects.create(**values, key=key, origin=Origin.OWN)
                )
                note(draft, said, who, request_key=who.request_key)
        except IntegrityError:
            if before := added_before(who):
                return _same(before, values)
            taken.add(key)
        else:
            return draft
    raise CannotEdit("Several people begin a template of this name. Choose another name.")


def _same(before: TemplateChange, values: Mapping[str, Any]) -> Template:
    template = before.template
    is_gone = template.state == TemplateState.DELETED
    if is_gone or any(getattr(template, name) != value for name, value in values.items()):
        raise AddedBefore(template.name)
    return template


def _told(name: str, value: Any, before: Any) -> str:
    """A change of the head in words; empty where nothing changed."""
    if value == before:
        return ""
    if name == "days":
        return f"changed the length from {before} to {words.count(value, 'working day')}"
    if name == "ownership_day":
        return f"moved the day of ownership from day {before + 1} to day {value + 1}"
    return f"renamed it from “{before}” to “{value}”" if name == "name" else "changed the summary"
