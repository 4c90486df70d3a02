"""When people are away."""

from accounts.people.models import Absence, AbsenceQuerySet, User


def of(person: User) -> AbsenceQuerySet:
    """A person's absences, the first one first."""
    return Absence.objects.filter(person=person)
