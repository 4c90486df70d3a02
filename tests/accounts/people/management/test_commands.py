"""What `make run` does before and after it starts the site."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.people.models import User
from checklists.library.models import Template
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def said_by(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_preparing_loads_the_checklists_once(settings: Settings) -> None:
    settings.DEMO = False

    first = said_by("prepare")
    count = Template.objects.count()
    second = said_by("prepare")

    assert first == second == "Database: up to date.\nReady.\n"
    assert Template.objects.count() == count > 0
    assert not User.objects.exists()


def test_preparing_leaves_a_site_with_people_alone(
    settings: Settings, owner: User, lead: User
) -> None:
    settings.DEMO = True

    said_by("prepare")

    assert set(User.objects.all()) == {owner, lead}


def test_an_empty_site_is_welcomed_with_the_way_to_its_first_administrator(
    settings: Settings,
) -> None:
    settings.SITE_URL = "http://127.0.0.1:8001"

    assert "Open http://127.0.0.1:8001 to create the first administrator." in said_by("welcome")


def test_the_demo_company_is_welcomed_with_its_sign_ins(owner: User) -> None:
    UserFactory.create(full_name="Gone Away", is_active=False)

    said = said_by("welcome")

    assert "changeover-demo" in said
    assert "  Key account manager  tomas.eriksen@norvane.example\n" in said
    assert "gone.away" not in said
    assert "Everybody else" not in said


def test_the_welcome_names_one_or_two_people_of_each_role_and_mentions_the_rest(
    lead: User, owner: User, successor: User, stranger: User
) -> None:
    lines = said_by("welcome").splitlines()

    assert lines[-3:] == [
        "  Manager              helena.brandt@norvane.example",
        "  Key account manager  tomas.eriksen@norvane.example or priya.raman@norvane.example",
        "Everybody else of the demo company can sign in too.",
    ]


def test_a_real_company_is_told_the_address_only() -> None:
    UserFactory.create(email="ada@fennimore.example")

    said = said_by("welcome")

    assert "changeover-demo" not in said
    assert "ada@fennimore.example" not in said
