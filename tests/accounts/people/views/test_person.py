"""The page of a person, and what others may change about them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import AbsenceKind
from accounts.people.models import User
from accounts.people.operations import qualifications
from tests.conftest import SignIn
from tests.factories.people import AbsenceFactory, UserFactory
from tests.support.profiles import answers


@pytest.mark.usefixtures("clock")
def test_the_page_says_where_somebody_is_and_until_when_they_are_away(
    sign_in: SignIn, owner: User, stranger: User
) -> None:
    User.objects.filter(pk=owner.pk).update(
        time_zone="Asia/Tokyo", last_day_on=date(2026, 12, 18), position="KAM"
    )
    AbsenceFactory.create(
        person=owner, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 26), kind="sick"
    )
    AbsenceFactory.create(person=owner, starts_on=date(2026, 11, 27), ends_on=date(2026, 11, 30))

    page = sign_in(stranger).get(f"/people/{owner.pk}/").text

    assert "It is 17:12 in Tokyo." in page
    assert "Away until Mon 30 Nov" in page
    assert "Last working day Fri 18 Dec" in page


@pytest.mark.parametrize(
    ("name", "reads"),
    [("owner", True), ("lead", True), ("hr", True), ("administrator", True), ("stranger", False),
     ("reader", False), ("successor", False)],
)  # fmt: skip
def test_why_somebody_is_away_is_for_those_who_plan(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str, *, reads: bool
) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 8, tzinfo=UTC), tick=False):
        AbsenceFactory.create(person=owner, kind=AbsenceKind.SICK)
        page = sign_in(request.getfixturevalue(name)).get(f"/people/{owner.pk}/").text

    absences = page.split('id="absences"')[1].split("</ul>")[0]
    assert ("Sick leave" in absences) == reads
    assert "30 Nov – 4 Dec" in absences


def test_somebody_who_was_deactivated_is_not_there_for_others(
    sign_in: SignIn, owner: User, stranger: User, lead: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert sign_in(stranger).get(f"/people/{owner.pk}/").status_code == 404
    assert "Deactivated" in sign_in(lead).get(f"/people/{owner.pk}/").text


def test_a_long_address_breaks_before_its_at_and_its_dots(
    sign_in: SignIn, owner: User, stranger: User
) -> None:
    User.objects.filter(pk=owner.pk).update(email="tomas.eriksen@norvane.example")

    page = sign_in(stranger).get(f"/people/{owner.pk}/").text

    assert ">tomas<wbr>.eriksen<wbr>@norvane<wbr>.example</a>" in page


def test_an_empty_team_is_said_in_words(sign_in: SignIn, owner: User, administrator: User) -> None:
    page = sign_in(administrator).get(f"/people/{owner.pk}/edit/").text

    assert '<option value="">No team yet</option>' in page
    assert "---------" not in page


def test_a_country_that_is_on_no_list_stays_until_another_is_chosen(
    sign_in: SignIn, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(country="UK")

    sign_in(owner).post(f"/people/{owner.pk}/edit/", answers(owner, country="UK"))

    owner.refresh_from_db()
    assert (owner.country, owner.position) == ("UK", "Senior KAM")


@pytest.mark.parametrize("name", ["stranger", "reader", "successor"])
def test_others_read_and_do_not_write(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str
) -> None:
    client = sign_in(request.getfixturevalue(name))
    posts = [f"/people/{owner.pk}/edit/", f"/people/{owner.pk}/absences/add/"]

    assert client.get(f"/people/{owner.pk}/").status_code == 200
    assert [client.post(url, answers(owner)).status_code for url in posts] == [403, 403]
    owner.refresh_from_db()
    assert (owner.position, owner.absences.count()) == ("", 0)


def test_who_may_not_change_a_page_reads_who_may(
    sign_in: SignIn, owner: User, reader: User
) -> None:
    without_team = UserFactory.create(full_name="Nora Falk")
    client = sign_in(reader)

    of_owner = client.get(f"/people/{owner.pk}/edit/").text
    of_nora = client.get(f"/people/{without_team.pk}/edit/").text

    assert "Only Tomas, the lead of the team, HR and administrators can change" in of_owner
    assert "Only Nora, HR and administrators can change this page." in of_nora


def test_a_page_costs_as_much_with_much_on_it(sign_in: SignIn, owner: User, stranger: User) -> None:
    client = sign_in(stranger)
    client.get(f"/people/{owner.pk}/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/{owner.pk}/")
        return len(queries)

    empty = cost()
    qualifications.save(owner, {"skills": ["a", "b", "c"], "languages": ["d", "e"]})
    for day in (1, 3, 5):
        AbsenceFactory.create(
            person=owner, starts_on=date(2099, 1, day), ends_on=date(2099, 1, day)
        )
    assert cost() == empty


def test_what_others_have_is_suggested(sign_in: SignIn, owner: User, stranger: User) -> None:
    qualifications.save(stranger, {"skills": ["Cold chain"]})

    page = sign_in(owner).get(f"/people/{owner.pk}/edit/").text

    assert '<datalist id="known-skills"><option value="Cold chain"></option></datalist>' in page
    assert 'list="known-skills"' in page
