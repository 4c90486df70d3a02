"""What the navigation counts is each person's own, although its SQL is written once for a role."""

from datetime import date

from accounts.people.choices import Role
from accounts.people.models import User
from tests.factories.transitions import make_person, make_transition
from transitions.plans.queries.navigation import counts


def test_people_of_one_role_get_their_own_counts(successor: User, today: date) -> None:
    make_transition(incoming=successor)
    stranger = make_person("Nina Roth", role=Role(successor.role))

    found = [counts(person, today) for person in (successor, stranger, successor)]

    assert [one.running for one in found] == [1, 0, 1]
    assert [one.mine.open > 0 for one in found] == [True, False, True]


def test_who_gets_another_role_sees_what_belongs_to_it(stranger: User, today: date) -> None:
    make_transition()
    assert counts(stranger, today).running == 0

    stranger.role = Role.ADMINISTRATOR

    assert counts(stranger, today).running == 1


def test_late_items_are_counted_by_the_day_of_the_reader(successor: User, today: date) -> None:
    make_transition(incoming=successor)
    work = counts(successor, today).mine

    assert counts(successor, date.max).mine.overdue == work.open
    assert counts(successor, date.min).mine.overdue == 0
