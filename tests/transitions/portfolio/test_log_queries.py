"""What the database is asked for the whole log: who is offered, from which index, how often."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from tests.support.exports import exported
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who
from transitions.portfolio.filters import FullLogFilter
from transitions.portfolio.queries import full_log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    """One item is ticked by who hands over."""
    made = make_transition(account=account, incoming=successor, manager=lead)
    items.tick(made.pk, item_of(made, "List the contacts").pk, Who(made.outgoing, NOW))
    return made


def test_of_who_was_deactivated_a_leader_is_offered_those_whose_entries_they_read(
    transition: Transition, account: Account, reader: User, administrator: User
) -> None:
    away, idle = transition.outgoing, make_person("Noor Haddad", Role.KAM)
    User.objects.filter(pk__in=[away.pk, idle.pk]).update(is_active=False)
    before = full_log.people(full_log.reader(reader))
    account.is_confidential = True
    account.save()

    assert (away.pk, "Tomas Eriksen") in before
    assert before == sorted(before, key=lambda one: one[1])
    assert (idle.pk, "Noor Haddad") not in before
    assert (away.pk, "Tomas Eriksen") not in full_log.people(full_log.reader(reader))
    assert {pk for pk, _ in full_log.people(full_log.reader(administrator))} > {away.pk, idle.pk}


def test_words_that_few_entries_have_come_from_an_index(administrator: User) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads every entry")
    asked = FullLogFilter(
        QueryDict("q=buyer"), full_log.entries(full_log.reader(administrator)), people=[]
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    plan = asked.found.order_by().explain()

    assert plan.count("words_of_log") == 2  # for what happened, and for the notes on it


def test_more_entries_take_no_more_queries(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    client.get("/log/")
    with CaptureQueriesContext(connection) as few:
        client.get("/log/")
    for _ in range(2):
        make_transition(manager=lead)

    with CaptureQueriesContext(connection) as many:
        client.get("/log/")

    assert len(many) == len(few) <= 8


@pytest.mark.parametrize("address", ["/log/", "/transitions/{}/log/"])
def test_a_file_asks_the_same_for_one_entry_about_an_item_and_for_three(
    transition: Transition, lead: User, sign_in: SignIn, address: str
) -> None:
    client, file = sign_in(lead), f"{address.format(transition.pk)}export/csv/?kind=item"

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            _, *found = exported(client, file)
        return len(queries), len(found)

    counted()
    few, one = counted()
    for title in ("Agree the agenda", "Brief the team"):
        items.tick(transition.pk, item_of(transition, title).pk, Who(transition.outgoing, NOW))

    assert one == 1
    assert counted() == (few, 3)


def test_the_newest_entries_come_from_an_index_by_time(administrator: User) -> None:
    if connection.vendor == "postgresql":  # which reads a handful of rows without any index
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")

    plan = full_log.entries(full_log.reader(administrator))[:50].explain()

    assert "log_by_time" in plan
