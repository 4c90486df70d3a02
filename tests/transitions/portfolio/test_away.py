"""Who is away around the day on which an account comes to them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.people.choices import AbsenceKind
from accounts.people.models import Absence, User
from tests.factories.transitions import NOW, TODAY, make_person, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import ownership
from transitions.portfolio.queries.away import Away, away
from transitions.portfolio.queries.running import light
from transitions.portfolio.queries.scope import Scope
from transitions.portfolio.queries.workload import workload

pytestmark = pytest.mark.django_db


def absence(person: User, first: date, last: date) -> Absence:
    return Absence.objects.create(person=person, starts_on=first, ends_on=last)


def found() -> dict[int, Away]:
    return away(light(Transition.objects.all()), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "is_met"),
    [
        (date(2026, 11, 25), date(2026, 11, 29), False),
        (date(2026, 11, 25), date(2026, 11, 30), True),
        (date(2026, 12, 14), date(2026, 12, 18), True),
        (date(2026, 12, 15), date(2026, 12, 18), False),
    ],
    ids=["over 8 days before", "over 7 days before", "from 7 days after", "from 8 days after"],
)
def test_away_within_a_week_of_the_day_ownership_moves(
    first: date, last: date, *, is_met: bool
) -> None:
    transition = make_transition()
    absence(transition.incoming, first, last)
    absence(transition.outgoing, date(2026, 12, 7), date(2026, 12, 7))

    expected = {transition.incoming_id: Away(first, last, 1)} if is_met else {}
    assert found() == expected


def test_nobody_misses_who_has_received_the_account_or_was_away_before_today() -> None:
    moved, ahead = make_transition(), make_transition()
    absence(moved.incoming, date(2026, 12, 7), date(2026, 12, 8))
    absence(ahead.incoming, date(2026, 11, 20), date(2026, 11, 23))
    Transition.objects.filter(pk=ahead.pk).update(owns_on=TODAY)
    assert list(found()) == [moved.incoming_id]

    ownership.move(moved.pk, by=moved.manager, now=NOW, override_reason="Agreed.")

    assert found() == {}


def test_who_is_away_today_for_the_last_time_is_still_away() -> None:
    ahead = make_transition()
    absence(ahead.incoming, date(2026, 11, 20), TODAY)
    Transition.objects.filter(pk=ahead.pk).update(owns_on=TODAY)

    assert found() == {ahead.incoming_id: Away(date(2026, 11, 20), TODAY, 1)}


def test_only_absences_of_those_who_wait_for_an_account_are_read(
    lead: User, owner: User, successor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    absence(owner, date(2026, 12, 1), date(2026, 12, 4))
    make_transition(outgoing=owner, incoming=successor, manager=lead)
    seen = light(Transition.objects.all())

    with CaptureQueriesContext(connection) as queries:
        away(seen, TODAY)
    with django_assert_num_queries(0):
        away([], TODAY)

    (read,) = queries.captured_queries
    assert re.search(rf"'[\[{{]{successor.pk}[\]}}]'", read["sql"])


def test_the_first_absence_says_how_many_accounts_come_then(
    lead: User, successor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_transition(incoming=successor, manager=lead)
    absence(successor, date(2026, 12, 8), date(2026, 12, 9))
    absence(successor, date(2026, 12, 1), date(2026, 12, 4))
    seen = light(Transition.objects.all())

    with django_assert_num_queries(1):
        said = away(seen, TODAY)

    assert said[successor.pk].sentence == "Away 1 – 4 Dec, when 3 accounts come in."
    assert Away(TODAY, TODAY, 1).sentence == "Away 24 Nov, when an account comes in."


def test_the_card_of_loads_names_who_is_away_before_who_carries_more(
    lead: User, owner: User, successor: User
) -> None:
    make_transition(incoming=successor, outgoing=owner, manager=lead)
    busy = make_person("Amelie Fournier", team=lead.leads_teams.get())
    make_transition(outgoing=busy, manager=lead, started=False)
    Absence.objects.create(
        person=successor,
        kind=AbsenceKind.SICK,
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 11),
    )

    people = workload(lead, Scope(), light(Transition.objects.all()), TODAY).people

    assert people[0].full_name == str(successor)
    assert people[0].away == Away(date(2026, 12, 7), date(2026, 12, 11), 1)


@pytest.mark.usefixtures("clock", "calendar")
def test_the_dashboard_says_away_and_not_why(
    client: Client, lead: User, owner: User, successor: User
) -> None:
    make_transition(incoming=successor, outgoing=owner, manager=lead)
    Absence.objects.create(
        person=successor,
        kind=AbsenceKind.SICK,
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 11),
    )
    client.force_login(lead)

    page = client.get(reverse("dashboard")).text

    assert "Away 7 – 11 Dec, when an account comes in." in page
    assert "sick" not in page.lower()
