"""What is known about one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.people.choices import QualificationKind
from accounts.people.models import Absence, Invitation, Qualification, Team, User
from accounts.people.rules import fingerprint
from config.lib import words

EDITABLE = (
    "full_name",
    "position",
    "phone",
    "country",
    "time_zone",
    "region",
    "capacity",
    "last_day_on",
    "email",
    "role",
    "team_id",
)


@dataclass(frozen=True, slots=True)
class Qualifications:
    """What a person brings along, by kind."""

    skills: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.skills or self.industries or self.languages)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's page: where they are now, what they bring along, when they are away."""

    person: User
    local_time: datetime
    brings: Qualifications
    absences: tuple[Absence, ...]
    away_until: date | None

    @property
    def clock(self) -> str:
        """What clocks show where they work: “14:05”."""
        return f"{self.local_time:%H:%M}"

    @property
    def city(self) -> str:
        """The city that the time zone is named after."""
        return self.person.time_zone.rsplit("/", 1)[-1].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Held:
    """What a person holds here: teams they lead, absences ahead, invitations they sent."""

    teams: tuple[Team, ...]
    absences: tuple[Absence, ...]
    invitations: tuple[Invitation, ...]

    @property
    def rest(self) -> str:
        """What there is of it, in words, such as “1 team and 2 absences ahead”."""
        ahead = "absence ahead", "absences ahead"
        counted = [
            (len(self.teams), words.count(len(self.teams), "team")),
            (len(self.absences), words.count(len(self.absences), *ahead)),
            (len(self.invitations), words.count(len(self.invitations), "waiting invitation")),
        ]
        return words.listing([said for number, said in counted if number])


def page(person: User, *, now: datetime, today: date) -> PersonPage:
    """Everything on a person's page; two queries for a person loaded with their team."""
    absences = tuple(ahead(person, today))
    return PersonPage(
        person=person,
        local_time=now.astimezone(person.zone),
        brings=qualifications(person),
        absences=absences,
        away_until=away_until(absences, today),
    )


def held(person: User, today: date) -> Held:
    """What a person leaves behind in this room; three queries."""
    return Held(
        teams=tuple(Team.objects.filter(lead=person)),
        absences=tuple(ahead(person, today)),
        invitations=tuple(Invitation.objects.waiting().filter(invited_by=person)),
    )


def ahead(person: User, today: date) -> Sequence[Absence]:
    """The absences of a person that are not over, the first one first."""
    return list(Absence.objects.filter(person=person, ends_on__gte=today))


def away_until(absences: Sequence[Absence], today: date) -> date | None:
    """The last day of an absence that has begun, with those that follow it without a gap."""
    until: date | None = None
    for absence in absences:
        if absence.starts_on <= (until + timedelta(days=1) if until else today):
            until = max(until or absence.ends_on, absence.ends_on)
    return until


def qualifications(person: User) -> Qualifications:
    """What a person brings along, by name; one query."""
    return sorted_out(Qualification.objects.filter(person=person).values_list("kind", "name"))


def sorted_out(rows: Iterable[tuple[str, str]]) -> Qualifications:
    """Rows of kind and name as what a person brings along."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in QualificationKind}
    for kind, name in rows:
        by_kind[kind].append(name)
    skills, industries, languages = (
        tuple(sorted(by_kind[kind], key=str.casefold))
        for kind in (
            QualificationKind.SKILL,
            QualificationKind.INDUSTRY,
            QualificationKind.LANGUAGE,
        )
    )
    return Qualifications(skills, industries, languages)


def in_use() -> Qualifications:
    """Every qualification that anybody has, as suggestions for the next; one query."""
    return sorted_out(Qualification.objects.order_by().values_list("kind", "name").distinct())


def regions_in_use() -> list[str]:
    """Every region that anybody has, as suggestions for the next."""
    found = User.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(found.distinct())


def version(person: User) -> str:
    """Changes whenever anything about a person does that several people may edit; one query."""
    brings = qualifications(person)
    own = [getattr(person, name) for name in EDITABLE]
    return fingerprint([*own, brings.skills, brings.industries, brings.languages])
