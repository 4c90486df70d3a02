"""A person is changed by those who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.people.choices import Role, SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import (
    access,
    presence,
    profile,
    qualifications,
    security,
    security_mail,
)
from accounts.people.operations.security import Seen
from accounts.people.queries import person as known
from config.lib import acting


class PersonChanged(Exception):
    """Somebody else changed a person since they were opened to edit."""

    def __init__(self, person: User) -> None:
        super().__init__(f"{person} was changed since you opened this page.")
        self.person = person


class AddressTaken(Exception):
    """An address belongs to one person."""

    def __init__(self) -> None:
        super().__init__("This address belongs to somebody else already.")


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form makes of a person: the fields it answers, and the version it was opened with."""

    answers: Mapping[str, Any]
    version: str


@transaction.atomic
def change(
    person_id: int, edit: Edit, *, by: User, now: datetime, seen: Seen | None = None
) -> User:
    """Change a person, if nobody else has since the form was opened; only its answers are written.

    Another role is kept in the audit of sign-ins. So is another address, which is the one to
    sign in with from now on; a letter to the one before says so.

    Raises:
        PersonChanged: somebody has; carries the person as they are now.
        access.NobodyLeft: nobody could look after the site any more.
        AddressTaken: somebody else got this address a moment ago.
    """
    if edit.answers.get("role", Role.ADMINISTRATOR) != Role.ADMINISTRATOR:
        access.keep_an_administrator(without={person_id})
    User.objects.select_for_update().get(pk=person_id)
    person = User.objects.select_related("team").get(pk=person_id)
    if known.version(person) != edit.version:
        raise PersonChanged(person)
    role_before, address_before = person.get_role_display(), person.email
    last_day_before = person.last_day_on
    with acting.by(by.pk, at=now):
        _save(person, edit.answers)
    if person.get_role_display() != role_before:
        note_role(person, role_before, by=by, now=now, seen=seen)
    if person.email != address_before:
        note_address(person, address_before, by=by, now=now, seen=seen)
    if person.last_day_on != last_day_before:
        presence.tell([person])
    return person


def note_role(
    person: User, before: str, *, by: User, now: datetime, seen: Seen | None = None
) -> None:
    """Keep in the audit that somebody has another role than before."""
    kind, details = SecurityEventKind.ROLE_CHANGED, f"{before} → {person.get_role_display()}"
    security.record(kind, person=person, by=by, now=now, seen=seen, details=details)


def note_address(
    person: User, before: str, *, by: User, now: datetime, seen: Seen | None = None
) -> None:
    """Keep in the audit that somebody has another address, and tell the one they had before."""
    kind, details = SecurityEventKind.ADDRESS_CHANGED, f"{before} → {person.email}"
    event = security.record(kind, person=person, by=by, now=now, seen=seen, details=details)
    security_mail.tell(event, to=before)


def _save(person: User, answers: Mapping[str, Any]) -> None:
    """Write the fields of a person, and what they bring along."""
    own = {name: value for name, value in answers.items() if name not in qualifications.KINDS}
    for name, value in own.items():
        setattr(person, name, value)
    try:
        with transaction.atomic():
            person.save(update_fields=list(own))
    except IntegrityError as error:
        raise AddressTaken from error
    if "email" in own:
        profile.forget_old_addresses(person)
    qualifications.save(person, answers)
