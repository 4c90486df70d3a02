"""The first administrator of an empty site."""

import pytest
from django.test import Client

from accounts.people.choices import Role
from accounts.people.models import Calendar, User
from accounts.people.queries import people

pytestmark = pytest.mark.django_db

ANSWERS = {
    "full_name": "Ada Berg",
    "email": "ada.berg@norvane.example",
    "password1": "a long and quiet sentence",
    "password2": "a long and quiet sentence",
    "country": "AT",
    "time_zone": "Europe/Vienna",
}


def test_the_first_person_becomes_administrator_and_is_signed_in(client: Client) -> None:
    answer = client.post("/welcome/", ANSWERS)

    person = User.objects.get()
    assert answer.headers["Location"] == "/"
    assert (person.full_name, person.role) == ("Ada Berg", Role.ADMINISTRATOR)
    assert (person.country, person.time_zone) == ("AT", "Europe/Vienna")
    assert person.check_password(ANSWERS["password1"])
    assert client.get("/").headers["Location"] == "/dashboard/"


def test_the_company_gets_the_calendar_of_its_country(client: Client) -> None:
    client.post("/welcome/", ANSWERS)

    calendar = Calendar.objects.get()
    assert (calendar.name, calendar.country, calendar.is_default) == ("Austria", "AT", True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"full_name": ""}, "Fill this in."),
        ({"email": "ada"}, "This is no complete address, such as name@example.com."),
        ({"password2": "something else"}, "The two passwords differ."),
        ({"password1": "12345678", "password2": "12345678"}, "too common"),
        ({"password1": "norvane.example", "password2": "norvane.example"}, "too similar"),
        ({"country": "XX"}, "Select a valid choice."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
    ],
)
def test_a_mistake_is_named_beside_its_field(
    client: Client, change: dict[str, str], sentence: str
) -> None:
    answer = client.post("/welcome/", {**ANSWERS, **change})

    assert answer.status_code == 422
    assert "needs a change" in answer.text or "need a change" in answer.text
    assert sentence in answer.text
    assert not User.objects.exists()


def test_a_second_submit_makes_no_second_administrator(client: Client) -> None:
    client.post("/welcome/", ANSWERS)

    answer = Client().post("/welcome/", {**ANSWERS, "email": "eve@norvane.example"})

    assert answer.headers["Location"] == "/auth/login/"
    assert [person.email for person in User.objects.all()] == [ANSWERS["email"]]


def test_of_two_who_send_the_form_at_once_one_is_the_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    exist = people.exist
    asked: list[bool] = []

    def somebody_comes_in_between() -> bool:
        asked.append(True)
        if len(asked) == 2:  # the view has seen an empty site
            User.objects.create_user("fast@norvane.example", full_name="Fast One")
        return exist()

    monkeypatch.setattr(people, "exist", somebody_comes_in_between)

    answer = client.post("/welcome/", ANSWERS)

    assert answer.headers["Location"] == "/auth/login/"
    assert not User.objects.filter(email=ANSWERS["email"]).exists()


def test_nobody_sees_the_page_once_there_is_somebody(client: Client, owner: User) -> None:
    assert client.get("/welcome/").headers["Location"] == "/auth/login/"
