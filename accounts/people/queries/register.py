"""People as rows of a list, and what the list can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from accounts.people.models import Qualification, Team, User, UserQuerySet
from accounts.people.queries.person import Qualifications, away_until, sorted_out

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list: what they bring along, and until when they are away."""

    person: User
    brings: Qualifications
    away_until: date | None

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def full_name(self) -> str:
        return self.person.full_name

    @property
    def position(self) -> str:
        return self.person.position

    @property
    def role(self) -> str:
        return self.person.get_role_display()

    @property
    def team(self) -> str:
        return self.person.team.name if self.person.team else ""

    @property
    def region(self) -> str:
        return self.person.region

    @property
    def skills(self) -> str:
        return ", ".join(self.brings.skills)

    @property
    def industries(self) -> str:
        return ", ".join(self.brings.industries)

    @property
    def languages(self) -> str:
        return ", ".join(self.brings.languages)

    @property
    def good_at(self) -> str:
        """Skills and industries in one line."""
        return ", ".join([*self.brings.skills, *self.brings.industries])

    @property
    def presence(self) -> str:
        """Whether they are here, in words for a file."""
        if not self.person.is_active:
            return "Deactivated"
        return "Away" if self.away_until else "Here"

    @property
    def last_day_on(self) -> date | None:
        return self.person.last_day_on

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def phone(self) -> str:
        return self.person.phone

    @property
    def capacity(self) -> int:
        return self.person.capacity


def register(user: User) -> UserQuerySet:
    """The people somebody may see, with their teams."""
    return User.objects.visible_to(user).select_related("team")


def rows(people: Iterable[User], today: date) -> list[PersonRow]:
    """People as rows, in their order; two queries more, whatever their number."""
    found = list(people)
    prefetch_related_objects(found, "qualifications", "absences")
    return [_row(person, today) for person in found]


def facets(user: User) -> dict[str, Pairs]:
    """The answers that occur among the people somebody may see; three queries."""
    visible = User.objects.visible_to(user).active().order_by()
    rows = Qualification.objects.filter(person__in=visible).order_by().values_list("kind", "name")
    brings = sorted_out(rows.distinct())
    regions = visible.exclude(region="").values_list("region", flat=True).distinct()
    teams = Team.objects.filter(people__in=visible).order_by("name").distinct()
    return {
        "team": [(str(pk), name) for pk, name in teams.values_list("pk", "name")],
        "skill": _pairs(brings.skills),
        "industry": _pairs(brings.industries),
        "language": _pairs(brings.languages),
        "region": _pairs(sorted(regions, key=str.casefold)),
    }


def _pairs(names: Iterable[str]) -> Pairs:
    return [(name, name) for name in names]


def _row(person: User, today: date) -> PersonRow:
    ahead = [absence for absence in person.absences.all() if absence.ends_on >= today]
    brings = [(row.kind, row.name) for row in person.qualifications.all()]
    return PersonRow(person, sorted_out(brings), away_until(ahead, today))
