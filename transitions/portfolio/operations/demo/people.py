"""The demo's people, teams, absences and calendars."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.people.models import Absence, Calendar, Closure, Team, User
from accounts.people.operations import qualifications
from config.lib.workdays import WorkCalendar
from transitions.portfolio.operations.demo.files import read

DOMAIN = "norvane.example"


@dataclass(slots=True)
class Company:
    """Who there is, by the name before the @, and the calendar that days are counted on.

    `now` is the moment at which it is built: nothing of its story lies later.
    """

    calendar: Calendar
    workdays: WorkCalendar
    today: date
    now: datetime
    people: dict[str, User] = field(default_factory=dict)

    def day(self, offset: int) -> date:
        """A working day, counted from today."""
        return self.workdays.add(self.today, offset)


def build(*, now: datetime, today: date) -> Company:
    """Create calendars, people, teams and absences."""
    content = read("people")
    calendar = _calendars(content, today)
    company = Company(calendar, calendar.work_calendar(), today, now)
    teams = {row["name"]: Team.objects.create(name=row["name"]) for row in content["teams"]}
    password = make_password(content["password"])
    for row in content["people"]:
        company.people[row["email"]] = _person(row, teams, password, company)
    for row in content["teams"]:
        Team.objects.filter(name=row["name"]).update(lead=company.people[row["lead"]])
    for row in content["absences"]:
        first = company.day(row["from"])
        last = company.workdays.add(first, row["days"] - 1)
        person = company.people[row["person"]]
        Absence.objects.create(person=person, kind=row["kind"], starts_on=first, ends_on=last)
    return company


def _calendars(content: dict[str, Any], today: date) -> Calendar:
    made = [
        Calendar.objects.create(
            name=row["name"], country=row["country"], is_default=row.get("default", False)
        )
        for row in content["calendars"]
    ]
    default = next(calendar for calendar in made if calendar.is_default)
    for row in content["closures"]:
        for year in (today.year - 1, today.year, today.year + 1):
            first, last = (date.fromisoformat(f"{year}-{row[key]}") for key in ("from", "to"))
            Closure.objects.create(
                calendar=default, starts_on=first, ends_on=last, reason=row["reason"]
            )
    return default


def _person(row: dict[str, Any], teams: dict[str, Team], password: str, company: Company) -> User:
    person = User.objects.create(
        full_name=row["name"],
        email=f"{row['email']}@{DOMAIN}",
        password=password,
        role=row["role"],
        position=row["position"],
        phone=row.get("phone", ""),
        team=teams.get(row.get("team", "")),
        country=row["country"],
        time_zone=row.get("time_zone", "Europe/Vienna"),
        region=row["region"],
        last_day_on=company.day(row["leaves"]) if "leaves" in row else None,
    )
    qualifications.save(person, {name: row[name] for name in qualifications.KINDS})
    return person
