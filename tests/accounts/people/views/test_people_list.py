"""The list of people: who is found, what is shown to whom, and at what price."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import Team, User
from accounts.people.operations import qualifications
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import AbsenceFactory, UserFactory

NAMES = ("Tomas E", "Priya R", "Helena B", "Jonas W", "Lea N", "Ada B")


def found(page: str) -> set[str]:
    """The first names of the test's people that a page shows in its table."""
    if "<tbody>" not in page:
        return set()
    table = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return {name.split()[0] for name in NAMES if name in table}


@pytest.fixture
def everybody(
    owner: User, successor: User, lead: User, stranger: User, reader: User, administrator: User
) -> None:
    qualifications.save(owner, {"skills": ["Cold chain"], "languages": ["German"]})
    qualifications.save(stranger, {"industries": ["Hotels"], "skills": ["Cold chain"]})
    AbsenceFactory.create(
        person=successor, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 26)
    )
    User.objects.filter(pk=owner.pk).update(last_day_on=date(2026, 12, 18), region="Tyrol")


@pytest.mark.usefixtures("everybody", "clock")
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("", {"Tomas", "Priya", "Helena", "Jonas", "Lea", "Ada"}),
        ("q=eriksen", {"Tomas"}),
        ("q=cold", {"Tomas", "Jonas"}),
        ("q=COLD+ërik", {"Tomas"}),
        ("q=tyrol", {"Tomas"}),
        ("q=industry+priya", {"Priya"}),
        ("role=leader", {"Lea"}),
        ("skill=Cold+chain", {"Tomas", "Jonas"}),
        ("skill=cold+chain&language=german", {"Tomas"}),
        ("industry=Hotels", {"Jonas"}),
        ("region=Tyrol", {"Tomas"}),
        ("presence=away", {"Priya"}),
        ("presence=leaving", {"Tomas"}),
        ("q=nobody", set()),
    ],
)
def test_people_are_found_by_what_they_are_and_where(
    sign_in: SignIn, stranger: User, question: str, names: set[str]
) -> None:
    assert found(sign_in(stranger).get(f"/people/?{question}").text) == names


@pytest.mark.usefixtures("everybody")
def test_people_of_a_team_are_found(sign_in: SignIn, stranger: User, owner: User) -> None:
    page = sign_in(stranger).get(f"/people/?team={owner.team_id}").text

    assert found(page) == {"Tomas", "Priya", "Helena"}


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize(
    ("name", "names"),
    [("administrator", {"Lea", "Priya"}), ("hr", {"Lea", "Priya"}), ("lead", {"Priya"})],
)
def test_the_deactivated_are_listed_for_those_who_may_see_them_and_ask(
    sign_in: SignIn,
    reader: User,
    successor: User,
    request: pytest.FixtureRequest,
    name: str,
    names: set[str],
) -> None:
    User.objects.filter(pk__in=[reader.pk, successor.pk]).update(is_active=False)
    client = sign_in(request.getfixturevalue(name))

    usual = client.get("/people/").text
    asked = client.get("/people/?access=deactivated").text

    assert not found(usual) & {"Lea", "Priya"}
    assert found(asked) == names


@pytest.mark.usefixtures("everybody")
def test_nobody_else_is_asked_about_the_deactivated(
    sign_in: SignIn, reader: User, stranger: User
) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)

    page = sign_in(stranger).get("/people/?access=deactivated").text

    assert "Lea" not in found(page)
    assert 'name="access"' not in page


@pytest.mark.usefixtures("everybody")
def test_a_search_that_finds_only_the_deactivated_says_so_to_those_who_may_see_them(
    sign_in: SignIn, stranger: User, administrator: User, lead: User
) -> None:
    User.objects.filter(pk=stranger.pk).update(is_active=False)

    page = sign_in(administrator).get("/people/?q=jonas").text

    assert "1 deactivated person matches" in page
    assert 'href="?q=jonas&amp;access=deactivated"' in page
    assert found(sign_in(administrator).get("/people/?q=jonas&access=deactivated").text) == {
        "Jonas"
    }
    assert "deactivated person" not in sign_in(lead).get("/people/?q=jonas").text
    assert "deactivated person" not in sign_in(administrator).get("/people/?q=nobody").text


@pytest.mark.parametrize(
    ("name", "sees"),
    [("owner", False), ("reader", True), ("lead", True), ("hr", True), ("administrator", True)],
)
def test_loads_are_for_all_but_key_account_managers(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str, *, sees: bool
) -> None:
    AccountFactory.create(owner=owner, effort=45)

    page = sign_in(request.getfixturevalue(name)).get("/people/").text

    assert ("45<small" in page) == sees
    assert ('data-label="Load"' in page) == sees


def test_the_list_answers_htmx_with_the_list_alone(sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).get("/people/?q=tomas&role=", headers={"HX-Request": "true"})

    assert "<html" not in answer.text
    assert found(answer.text) == {"Tomas"}
    assert answer.headers["HX-Push-Url"] == "/people/?q=tomas"


def test_a_file_has_the_people_asked_for(
    sign_in: SignIn, owner: User, successor: User, stranger: User
) -> None:
    qualifications.save(owner, {"skills": ["Tenders", "Cold chain"]})

    answer = sign_in(stranger).get("/people/export/csv/?q=tomas&columns=name&columns=skills")

    text = answer.getvalue().decode()
    assert "Tomas Eriksen" in text and "Cold chain, Tenders" in text
    assert "Priya" not in text


def test_three_people_cost_as_many_queries_as_one(sign_in: SignIn, lead: User) -> None:
    client = sign_in(lead)
    client.get("/people/")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/people/")
        return len(queries)

    alone = cost()
    for person in UserFactory.create_batch(3, team=lead.team):
        qualifications.save(person, {"skills": ["Tenders"], "languages": ["German"]})
        AbsenceFactory.create(person=person)
        AccountFactory.create(owner=person)

    assert cost() == alone
    assert alone == 7  # session and person, one for the shell; views, facets, page, what they bring


@pytest.mark.parametrize(
    ("name", "is_said"),
    [("reader", True), ("lead", True), ("hr", True), ("administrator", False), ("owner", False)],
)
def test_who_sees_loads_but_not_all_accounts_reads_that_more_accounts_count(
    sign_in: SignIn, team: Team, request: pytest.FixtureRequest, name: str, *, is_said: bool
) -> None:
    browser = sign_in(request.getfixturevalue(name))

    for address in ("/people/", team.get_absolute_url()):
        page = browser.get(address).text

        assert ("also those that you may not see" in page) == is_said, address
