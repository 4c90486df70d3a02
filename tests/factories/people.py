"""People, teams, absences and calendars."""

from datetime import date

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password

from accounts.people.choices import Role
from accounts.people.models import Absence, Calendar, Closure, Team, User

PASSWORD = "a long and quiet sentence"
"""What every person of the tests signs in with."""


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = Sequence(lambda number: f"Team {number}")


class UserFactory(DjangoModelFactory[User]):
    """A key account manager; their address is made from their name."""

    class Meta:
        model = User

    full_name = Sequence(lambda number: f"Kim Person{number}")
    email = LazyAttribute(
        lambda person: person.full_name.lower().replace(" ", ".") + "@norvane.example"
    )
    role = Role.KAM
    country = "AT"
    password = Password(PASSWORD)


class CalendarFactory(DjangoModelFactory[Calendar]):
    class Meta:
        model = Calendar

    name = Sequence(lambda number: f"Austria {number}")
    country = "AT"


class ClosureFactory(DjangoModelFactory[Closure]):
    class Meta:
        model = Closure

    calendar = SubFactory(CalendarFactory)
    starts_on = date(2026, 12, 24)
    ends_on = date(2027, 1, 6)


class AbsenceFactory(DjangoModelFactory[Absence]):
    class Meta:
        model = Absence

    person = SubFactory(UserFactory)
    starts_on = date(2026, 11, 30)
    ends_on = date(2026, 12, 4)
