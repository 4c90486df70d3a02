"""A server that everybody could sign in to does not start."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.people.management.checks import no_demo_sign_ins
from accounts.people.models import User
from config.lib.environment import Misconfigured
from config.starting import refuse_what_the_database_holds
from tests.config.settings.test_production import run_part, start
from tests.factories.people import UserFactory
from tests.support.worker import database_url

PASSWORD = "changeover-demo"
STARTS = """
import django
django.setup()
from config.starting import refuse_what_the_database_holds
refuse_what_the_database_holds()
print("starts")
"""


@pytest.fixture
def demo(db: None) -> User:
    """Helena of the demo company, as the README introduces her."""
    person = UserFactory.create(full_name="Helena Brandt")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_a_server_with_the_demo_in_it_does_not_start(demo: User, settings: Settings) -> None:
    settings.REFUSES_DEMO = True

    with pytest.raises(Misconfigured) as refusal:
        refuse_what_the_database_holds()

    assert str(refusal.value) == (
        "The sign-ins of the demo company work on this site: helena.brandt@norvane.example. "
        "Anybody who has read the README could sign in. Start with an empty database, or "
        "deactivate these people or change their passwords."
    )


def test_a_laptop_with_the_demo_starts(demo: User, settings: Settings) -> None:
    from config.settings import development  # noqa: PLC0415 - it reads the environment

    settings.REFUSES_DEMO = development.REFUSES_DEMO

    assert no_demo_sign_ins(databases=["default"]) != []
    refuse_what_the_database_holds()


def test_another_password_or_no_sign_in_is_enough(demo: User) -> None:
    UserFactory.create(full_name="Priya Raman")
    demo.is_active = False
    demo.save()

    assert no_demo_sign_ins(databases=["default"]) == []


def test_the_check_costs_one_query_on_a_site_without_the_demo(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert no_demo_sign_ins(databases=["default"]) == []


def test_a_database_without_tables_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert start(tmp_path, STARTS, DATABASE_URL=f"sqlite:///{tmp_path / 'empty'}") == "starts"


@pytest.mark.parametrize("pool", ["0", "4"])
def test_a_database_that_does_not_answer_is_one(tmp_path: Path, pool: str) -> None:
    """The pool would try for ten seconds, leave a line each time, and forget the reason."""
    nowhere = "postgres://site:secret@127.0.0.1:1/site"

    said = start(tmp_path, STARTS, DATABASE_URL=nowhere, DATABASE_POOL_MAX=pool)

    assert said.startswith("The database of DATABASE_URL does not answer: connection to server at")
    assert said.count("Connection refused") == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has a pool")
def test_web_processes_part_without_a_connection_that_they_would_share(
    tmp_path: Path, transactional_db: None
) -> None:
    looks = f"{STARTS}from django.db import connection\nprint(connection._connection_pools)"

    assert start(tmp_path, looks, DATABASE_URL=database_url()) == "{}"


@pytest.mark.parametrize("part", ["gunicorn", "worker", "beat"])
def test_each_part_of_a_server_refuses_the_demo(
    transactional_db: None, demo: User, settings: Settings, tmp_path: Path, part: str
) -> None:
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS  # those that a server knows
    demo.set_password(PASSWORD)
    demo.save()

    ended = run_part(part, tmp_path, DATABASE_URL=database_url())

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith(
        "The sign-ins of the demo company work on this site: helena.brandt@norvane.example."
    )
    assert "Traceback" not in ended.stderr


def test_the_check_of_a_deployment_shows_it(demo: User) -> None:
    with pytest.raises((SystemCheckError, CommandError), match=r"changeover\.E001"):
        call_command("check", deploy=True, databases=["default"])


def test_other_checks_of_the_database_let_the_demo_be(demo: User) -> None:
    call_command("check", databases=["default"])
