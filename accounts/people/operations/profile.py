"""A person changes how they are shown and told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.people.choices import Theme
from accounts.people.models import User
from accounts.people.operations import qualifications


@transaction.atomic
def change(person: User, answers: Mapping[str, Any]) -> User:
    """Save a person's own answers; only the fields that were asked for are written."""
    own = {name: value for name, value in answers.items() if name not in qualifications.KINDS}
    for name, value in own.items():
        setattr(person, name, value)
    person.save(update_fields=list(own))
    qualifications.save(person, answers)
    return person


def choose_theme(person: User, theme: Theme) -> None:
    """Remember in which colours a person wants every page, on every device."""
    change(person, {"theme": theme})


def forget_old_addresses(person: User) -> None:
    """Let nobody in by an address that is no longer the person's."""
    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
