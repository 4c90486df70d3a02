"""People as rows of a list, and what the list can be asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Value
from django.db.models.functions import Cast

from accounts.people.choices import QualificationKind
from accounts.people.models import Absence, Qualification, Team, User, UserQuerySet
from accounts.people.queries.person import Qualifications, away_until, sorted_out

Pairs = Sequence[tuple[str, str]]
FACETS = ("team", *QualificationKind.values, "region")
NO_KEY = Cast(Value(None), BigIntegerField())
NO_DAY = Cast(Value(None), DateField())


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
    """People as rows, in their order; one query more, whatever their number."""
    found = list(people)
    brings: dict[int, list[tuple[str, str]]] = defaultdict(list)
    away: dict[int, list[Absence]] = defaultdict(list)
    for person_id, kind, name, first, last in _about(found, today):
        if kind:
            brings[person_id].append((kind, name))
        else:
            away[person_id].append(Absence(starts_on=first, ends_on=last))
    return [
        PersonRow(person, sorted_out(brings[person.pk]), away_until(away[person.pk], today))
        for person in found
    ]


def facets(user: User) -> dict[str, Pairs]:
    """The answers that occur among the people somebody may see; one query."""
    visible = User.objects.visible_to(user).active().order_by()
    brings = Qualification.objects.filter(person__in=visible).order_by()
    teams = Team.objects.filter(people__in=visible).order_by()
    found = brings.values_list("kind", "name", NO_KEY).union(
        visible.exclude(region="").values_list(_text("region"), "region", NO_KEY),
        teams.values_list(_text("team"), "name", "pk"),
    )
    offered: dict[str, list[tuple[str, str]]] = {name: [] for name in FACETS}
    for facet, name, key in sorted(found, key=lambda row: str.casefold(row[1])):
        offered[facet].append((str(key or name), name))
    return {**offered}


def _about(people: list[User], today: date) -> list[tuple[Any, ...]]:
    """What people bring along, and when they are away, the earliest absence first; one query."""
    brings = Qualification.objects.filter(person__in=people).order_by()
    away = Absence.objects.filter(person__in=people, ends_on__gte=today).order_by()
    found = brings.values_list("person_id", "kind", "name", NO_DAY, NO_DAY).union(
        away.values_list("person_id", _text(""), _text(""), "starts_on", "ends_on"), all=True
    )
    return sorted(found, key=lambda row: row[3] or today)


def _text(said: str) -> Value:
    return Value(said, output_field=CharField())
