"""A person's own page."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import AbsenceKind, Locale, Role
from accounts.people.forms.places import EXAMPLES
from accounts.people.models import Absence, User
from config.lib import places, words
from tests.conftest import SignIn
from tests.factories.people import AbsenceFactory

ANSWERS = {
    "full_name": "Tomas Eriksen-Moe",
    "position": "Key account manager",
    "phone": "+43 1 555 01 10",
    "country": "NO",
    "time_zone": "Europe/Oslo",
    "theme": "dark",
    "digest_rhythm": "weekly",
    "digest_at": "06:45",
}
LEAVE = {"kind": "leave", "starts_on": "2026-12-01", "ends_on": "2026-12-04"}


def test_a_person_changes_what_is_theirs(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)

    answer = client.post("/profile/", ANSWERS)

    owner.refresh_from_db()
    assert answer.headers["Location"] == "/profile/"
    assert answer.cookies["theme"].value == "dark"
    assert (owner.full_name, owner.country) == ("Tomas Eriksen-Moe", "NO")
    assert (owner.time_zone, owner.theme) == ("Europe/Oslo", "dark")
    assert (owner.digest_rhythm, owner.digest_at) == ("weekly", time(6, 45))
    assert "Profile saved." in client.get("/profile/").text


def test_each_time_zone_is_offered_once_and_ones_own_whatever_its_name(
    sign_in: SignIn, owner: User
) -> None:
    page = sign_in(owner).get("/profile/").text
    User.objects.filter(pk=owner.pk).update(time_zone="Asia/Calcutta")
    of_old_name = sign_in(User.objects.get(pk=owner.pk)).get("/profile/").text

    for name in ("Europe/Vienna", "Asia/Kolkata", "America/New_York", "Australia/Sydney", "UTC"):
        assert f'<option value="{name}"' in page
    for name in ("Asia/Calcutta", "Australia/ACT", "Australia/LHI", "Australia/North"):
        assert f'<option value="{name}"' not in page
    assert '<option value="Asia/Calcutta" selected>' in of_old_name


def test_a_country_that_is_on_no_list_stays_until_another_is_chosen(
    sign_in: SignIn, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(country="UK")
    client = sign_in(User.objects.get(pk=owner.pk))

    page = client.get("/profile/").text
    client.post("/profile/", {**ANSWERS, "country": "UK"})

    owner.refresh_from_db()
    assert '<option value="UK" selected>UK</option>' in page
    assert (owner.country, owner.full_name) == ("UK", "Tomas Eriksen-Moe")


def test_the_profile_speaks_to_who_reads_it(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    page, of_administrator = (sign_in(who).get("/profile/").text for who in (owner, administrator))

    assert "Those you know well." in page and "Those you speak with customers." in page
    assert "they know" not in page and "they speak" not in page
    assert "An administrator changes these." in page
    assert f'<a href="/people/{administrator.pk}/edit/#id_email">' in of_administrator
    assert "An administrator changes these." not in of_administrator


def test_nobody_gives_themselves_a_role_or_another_address(sign_in: SignIn, owner: User) -> None:
    before = owner.email

    sign_in(owner).post(
        "/profile/", {**ANSWERS, "role": "administrator", "email": "x@y.example", "is_active": ""}
    )

    owner.refresh_from_db()
    assert (owner.role, owner.email, owner.is_active) == (Role.KAM, before, True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"full_name": " "}, "Fill this in."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"country": "XX"}, "Select a valid choice."),
        ({"digest_at": "early"}, "This is no time. Write it as 07:30."),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    sign_in: SignIn, owner: User, change: dict[str, str], sentence: str
) -> None:
    answer = sign_in(owner).post("/profile/", {**ANSWERS, **change})

    assert answer.status_code == 422
    assert "One answer needs a change" in answer.text
    assert sentence in answer.text
    assert "+43 1 555 01 10" in answer.text
    assert ">Tomas Eriksen<" in answer.text  # the sidebar still tells who is signed in


def test_a_leader_has_a_profile_of_their_own(sign_in: SignIn, reader: User) -> None:
    sign_in(reader).post("/profile/", {**ANSWERS, "full_name": "Lea Novak"})

    reader.refresh_from_db()
    assert reader.time_zone == "Europe/Oslo"


def test_a_person_says_when_they_are_away(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)

    answer = client.post("/profile/absences/add/", LEAVE)

    absence = Absence.objects.get()
    assert answer.headers["Location"] == "/profile/"
    assert (absence.person, absence.kind) == (owner, AbsenceKind.LEAVE)
    assert (absence.starts_on, absence.ends_on) == (date(2026, 12, 1), date(2026, 12, 4))
    shown = client.get("/profile/").text
    assert "1 – 4 Dec 2026" in shown
    assert "No item falls due while you are away." in shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_on": "2026-11-30"}, "The last day lies before the first."),
        ({"starts_on": "soon"}, "This is no date. Write it as 2026-11-24."),
        ({"kind": "party"}, "Select a valid choice."),
    ],
)
def test_an_absence_with_a_mistake_is_not_added(
    sign_in: SignIn, owner: User, change: dict[str, str], sentence: str
) -> None:
    answer = sign_in(owner).post("/profile/absences/add/", {**LEAVE, **change})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Absence.objects.exists()


def test_the_same_absence_sent_twice_is_there_once(sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)
    client.post("/profile/absences/add/", LEAVE)

    answer = client.post("/profile/absences/add/", LEAVE)

    assert answer.status_code == 422
    assert "An absence on 1 – 4 Dec 2026 is entered already." in answer.text
    assert Absence.objects.count() == 1


def test_a_person_removes_an_absence(sign_in: SignIn, owner: User) -> None:
    absence = AbsenceFactory.create(person=owner)

    sign_in(owner).post(f"/profile/absences/{absence.pk}/remove/")

    assert not Absence.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "reader", "lead", "administrator"])
def test_nobody_removes_somebody_elses_absence(
    sign_in: SignIn, owner: User, who: str, request: pytest.FixtureRequest
) -> None:
    absence = AbsenceFactory.create(person=owner)

    answer = sign_in(request.getfixturevalue(who)).post(f"/profile/absences/{absence.pk}/remove/")

    assert answer.status_code == 404
    assert Absence.objects.filter(pk=absence.pk).exists()


def test_the_profile_takes_as_many_queries_for_three_absences_as_for_one(
    sign_in: SignIn, owner: User
) -> None:
    client = sign_in(owner)
    AbsenceFactory.create(person=owner)
    with CaptureQueriesContext(connection) as one:
        client.get("/profile/")
    for month in (1, 2):
        day = date(2027, month, 4)
        AbsenceFactory.create(person=owner, starts_on=day, ends_on=day)

    with CaptureQueriesContext(connection) as three:
        client.get("/profile/")

    assert len(three) == len(one)


@pytest.mark.parametrize("way", Locale)
def test_the_example_of_a_way_is_what_pages_write(way: Locale) -> None:
    with places.written_for(way.value):
        written = f"{words.day(date(2026, 11, 26))} · {words.money(Decimal('1234.50'), 'EUR')}"

    assert EXAMPLES[way] == written
