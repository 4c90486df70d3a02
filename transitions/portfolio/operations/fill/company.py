"""The people of a filled site: teams with their leads, KAMs, HR, leaders, administrators."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.people.choices import Role
from accounts.people.models import Calendar, Team, User
from transitions.portfolio.operations.fill.store import Store

TEAM_OF = 9
"""People in a team beside its lead."""
FIRST = ("Anna", "Bela", "Chiara", "Daan", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jakob", "Olga")
LAST = ("Adler", "Berger", "Costa", "Dahl", "Evans", "Fiala", "Gruber", "Haas", "Ivanov", "Jensen")
REGIONS = ("North", "South", "East", "West")
PASSWORD = "changeover-demo"  # noqa: S105 - of a throw-away company


@dataclass(slots=True)
class Company:
    """Everybody, by what they do, and what all transitions share."""

    calendar: Calendar
    now: datetime
    today: date
    random: Random
    store: Store
    kams: list[User] = field(default_factory=list)
    hr: list[User] = field(default_factory=list)
    leads: dict[int, User] = field(default_factory=dict)
    teams: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))

    def colleague(self, person: User) -> User:
        """Somebody else who can own an account, mostly of the same team."""
        near = self.teams[person.team_id or 0] if self.random.random() < 0.7 else self.kams
        other = self.random.choice(near)
        while other is person:
            other = self.random.choice(self.kams)
        return other


def build(count: int, company: Company) -> None:
    """Write so many people: one lead for every nine KAMs, and a few of every other role."""
    password = make_password(PASSWORD)
    others = max(count // 100, 1)
    roles = [Role.ADMINISTRATOR, *[Role.LEADER] * others, *[Role.HR] * others]
    people = [_person(role, number, password, company) for number, role in enumerate(roles)]
    company.hr = [person for person in people if person.role == Role.HR]
    team, left = None, 0
    for number in range(len(roles), max(count, len(roles) + 3)):
        if not left:
            lead = _person(Role.MANAGER, number, password, company)
            team = Team(name=f"Team {number}", lead=lead)
            company.leads[company.store.keep(team)] = lead
            lead.team, left = team, TEAM_OF
            continue
        kam = _person(Role.KAM, number, password, company)
        kam.team, left = team, left - 1
        company.kams.append(kam)
        company.teams[kam.team_id or 0].append(kam)
    company.store.write([User, Team])


def _person(role: Role, number: int, password: str, company: Company) -> User:
    random = company.random
    first, last = random.choice(FIRST), random.choice(LAST)
    person = User(
        email=f"{first}.{last}{number}@norvane.example".lower(),
        full_name=f"{first} {last}",
        password=password,
        role=role,
        position=role.label,
        country="AT",
        region=random.choice(REGIONS),
        date_joined=company.now,
    )
    company.store.keep(person)
    return person
