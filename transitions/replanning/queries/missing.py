"""Who is away on the days on which a plan needs both KAMs; nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from config.lib import words
from transitions.plans.choices import TeamRole
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.running import Running

DOES = {TeamRole.OUTGOING: "hands over", TeamRole.INCOMING: "takes over"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One of the two KAMs, an absence, and which of the days it covers."""

    person: User
    does: str
    first: date
    last: date
    days: tuple[tuple[str, date], ...]

    @property
    def sentence(self) -> str:
        """“Priya Raman takes over and is away from Sat 5 Dec to Sat 12 Dec: on the day of
        ownership, Mon 7 Dec.”"""
        away = words.day(self.first, today=self.first)
        if self.last > self.first:
            away = f"from {away} to {words.day(self.last, today=self.first)}"
        else:
            away = f"on {away}"
        named = [f"{name}, {words.day(on, today=self.first)}" for name, on in self.days]
        return words.sentence(
            f"{self.person} {self.does} and is away {away}: on {words.listing(named)}"
        )


def missing(running: Running, answers: Answers) -> tuple[Missing, ...]:
    """The absences of the KAMs on the day of ownership, until it has moved, and on the last day."""
    days = [("the last day", answers.ends_on)]
    if not running.transition.has_moved:
        days.insert(0, ("the day of ownership", answers.owns_on))
    found = []
    for member in running.team:
        if member.role not in DOES:
            continue
        person = running.people[member.person_id]
        for first, last in _absences(running, answers, person):
            met = tuple((name, on) for name, on in days if first <= on <= last)
            if met:
                found.append(Missing(person, DOES[TeamRole(member.role)], first, last, met))
    return tuple(found)


def _absences(running: Running, answers: Answers, person: User) -> Iterator[tuple[date, date]]:
    """What is entered already, and what is entered with this plan."""
    for row in running.absences.get(person.pk, ()):
        yield row.starts_on, row.ends_on
    for one in answers.away:
        if one.person == person:
            yield one.first, one.last
