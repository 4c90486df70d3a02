"""A person says when they are away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.people.choices import AbsenceKind
from accounts.people.models import Absence, User
from config.lib import words


class AwayAlready(Exception):
    """The days overlap with an absence that is there already; says which."""


@transaction.atomic
def add(person: User, kind: AbsenceKind, *, first: date, last: date) -> Absence:
    """Enter the days on which a person is away, first and last included.

    No item that gets a date from now on falls due on them.

    Raises:
        AwayAlready: an absence on some of these days is there already.
    """
    User.objects.select_for_update().get(pk=person.pk)
    other = Absence.objects.filter(person=person).touching(first, last).first()
    if other:
        days = words.days(other.starts_on, other.ends_on, year=True)
        raise AwayAlready(f"An absence on {days} is entered already.")
    return Absence.objects.create(person=person, kind=kind, starts_on=first, ends_on=last)


def remove(absence: Absence) -> None:
    """Take an absence away; removing it twice changes nothing."""
    Absence.objects.filter(pk=absence.pk).delete()
