"""The lists of people with what they carry."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries.load import load_of, loads, with_loads

pytestmark = pytest.mark.usefixtures("clock")


def in_order(page: str) -> list[str]:
    """The first names of the people in a table, from top to bottom."""
    table = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return re.findall(r'class="strong ink" href="/people/\d+/">(\w+) ', table)


@pytest.fixture
def loaded(
    account: Account, owner: User, successor: User, lead: User, stranger: User, administrator: User
) -> None:
    """Tomas 60 now and 20 after, Priya 10 and 50, Jonas 50 of 80, Helena 0, Ada without."""
    Account.objects.filter(pk=account.pk).update(effort=40)
    AccountFactory.create(owner=owner, effort=20)
    AccountFactory.create(owner=successor, effort=10)
    AccountFactory.create(owner=stranger, effort=50, is_confidential=True)
    User.objects.filter(pk=stranger.pk).update(capacity=80)
    make_transition(account=account, incoming=successor, manager=lead)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("-load", ["Jonas", "Priya", "Tomas", "Helena", "Ada"]),
        ("load", ["Helena", "Tomas", "Priya", "Jonas", "Ada"]),
    ],
)
def test_people_are_sorted_by_what_they_carry_once_everything_has_moved(
    sign_in: SignIn, lead: User, sort: str, names: list[str]
) -> None:
    page = sign_in(lead).get(f"/people/?sort={sort}").text

    assert in_order(page) == names


@pytest.mark.usefixtures("loaded")
def test_the_first_press_on_load_puts_the_fullest_first(sign_in: SignIn, lead: User) -> None:
    assert 'href="?sort=-load"' in sign_in(lead).get("/people/").text


@pytest.mark.usefixtures("loaded")
def test_who_sees_no_loads_cannot_sort_by_them(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)

    asked, usual = (client.get(f"/people/?sort={sort}").text for sort in ("-load", "name"))

    assert in_order(asked) == in_order(usual)
    assert 'data-label="Load"' not in asked


@pytest.mark.usefixtures("loaded")
def test_loads_stand_in_the_list_and_on_the_page_of_a_team_without_a_script(
    sign_in: SignIn, lead: User, team: Team
) -> None:
    client = sign_in(lead)

    for page in (client.get("/people/").text, client.get(f"/people/teams/{team.pk}/").text):
        assert '60 → <b class="ink">20</b>' in page and '10 → <b class="ink">50</b>' in page
        assert "of 100 points</small>" in page and '<svg class="bar"' in page


def test_a_load_beyond_the_limit_is_told(sign_in: SignIn, owner: User, lead: User) -> None:
    AccountFactory.create(owner=owner, effort=110)

    assert "110<small" in (page := sign_in(lead).get("/people/").text)
    assert "of 100 points, 10 too many</small>" in page


@pytest.mark.usefixtures("loaded")
def test_sorting_by_load_and_a_team_cost_as_many_queries_whoever_carries_how_much(
    sign_in: SignIn, lead: User, team: Team
) -> None:
    client, pages = sign_in(lead), ("/people/?sort=-load", f"/people/teams/{team.pk}/")

    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    for page in pages:
        cost(page)
    before = [cost(page) for page in pages]
    for person in UserFactory.create_batch(3, team=team):
        make_transition(account=AccountFactory.create(owner=person), manager=lead)

    assert [cost(page) for page in pages] == before
    assert before[0] <= 8


@pytest.mark.usefixtures("loaded")
def test_a_load_in_a_list_is_the_load_of_everywhere_else(lead: User) -> None:
    held, moved = (make_transition(manager=lead) for _ in range(2))
    lifecycle.hold(held.pk, "A merger.", by=lead, now=NOW)
    Transition.objects.filter(pk=moved.pk).update(ownership_moved_at=NOW)
    people = User.objects.all()

    in_list = {person.pk: load_of(person) for person in with_loads(people)}

    assert in_list == loads(person.pk for person in people)
