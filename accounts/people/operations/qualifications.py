"""What a person brings along is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.people.choices import QualificationKind
from accounts.people.models import Qualification, User

KINDS = {
    "skills": QualificationKind.SKILL,
    "industries": QualificationKind.INDUSTRY,
    "languages": QualificationKind.LANGUAGE,
}
"""The kind of qualification behind each answer of a form."""


@transaction.atomic
def save(person: User, answers: Mapping[str, Any]) -> None:
    """Save skills, industries and languages, as far as they are among the answers."""
    User.objects.select_for_update().get(pk=person.pk)
    for field, kind in KINDS.items():
        if field in answers:
            _set(person, kind, answers[field])


def _set(person: User, kind: QualificationKind, names: Iterable[str]) -> None:
    """Let a person have exactly these; a name in use elsewhere is spelled as it is there."""
    all_of_kind = Qualification.objects.filter(kind=kind)
    elsewhere = all_of_kind.exclude(person=person).values_list("name", flat=True).distinct()
    spelled = {name.casefold(): name for name in elsewhere}
    wanted = {name.casefold(): spelled.get(name.casefold(), name) for name in names}
    kept = set()
    for row in all_of_kind.filter(person=person):
        if row.name in wanted.values():
            kept.add(row.name)
        else:
            row.delete()
    for name in wanted.values():  # each by itself, so that the audit sees it
        if name not in kept:
            Qualification.objects.create(person=person, kind=kind, name=name)
