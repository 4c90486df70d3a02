"""The people of every story, by name, and an account that one of them looks after.

Tomas hands over, Priya takes over, Helena leads their team. Jonas works in another team, Lea
reads everything and writes nothing, Ada looks after the site.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, Team, User
from accounts.people.operations.sessions import SEEN_AT
from config.lib import queue
from tests.factories.accounts import AccountFactory
from tests.factories.people import CalendarFactory, TeamFactory, UserFactory
from tests.support.flushing import emptying_append_only_tables

SignIn = Callable[[User], Client]


HERE = Path(__file__).parent
ANY_DATABASE = (
    "browser",
    "config/settings/test_optional.py",
    "config/settings/test_production.py",
    "deployment/test_caddy.py",
    "deployment/test_files.py",
    "transitions/portfolio/test_demo.py",
    "transitions/portfolio/test_demo_moments.py",
    "transitions/reports/operations/test_report_cover.py",
    "transitions/reports/operations/test_report_document.py",
    "transitions/reports/operations/test_report_pages.py",
)
"""Where tests are about looks, scripts, files or settings: what a database does is the same."""
BUT = (
    "browser/test_company_sign_in.py",
    "browser/test_journey.py",
    "browser/test_second_factors.py",
    "browser/test_ticking.py",
)
"""What writes there as nowhere else: the whole product at work, sign-ins, ticks that overlap."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `.ci/run` proves on one database only; see the marker in pyproject.toml."""
    for item in items:
        if _is_below(item.path, ANY_DATABASE) and not _is_below(item.path, BUT):
            item.add_marker("any_database")


def _is_below(path: Path, places: Iterable[str]) -> bool:
    return any(path.is_relative_to(HERE / place) for place in places)


def pytest_collection_finish() -> None:
    """What all tests have in common is loaded for good; collecting garbage passes it over."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that the workers were asked to look at once, in order."""
    heard: list[str] = []
    monkeypatch.setattr(queue, "put", lambda task, given: heard.append(task))
    return heard


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Ends what killed processes have left open, or PostgreSQL keeps the database of the tests."""
    with emptying_append_only_tables():
        yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """No board of another test is found, whose rows had the same keys."""
    caches["boards"].clear()


@pytest.fixture
def today() -> date:
    """Tuesday 24 November 2026; with `clock` the whole process believes it."""
    return date(2026, 11, 24)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is Tuesday 24 November 2026, 09:12 in Vienna, until the test moves on."""
    with time_machine.travel(datetime(2026, 11, 24, 8, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in() -> SignIn:
    """Gives a client that is signed in: `sign_in(owner).get("/")`."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        session = client.session
        session[SEEN_AT] = int(timezone.now().timestamp())  # noted, so that pages count the same
        session.save()
        return client

    return signed_in


@pytest.fixture
def lead(db: None) -> User:
    """Helena, the manager of the team of both key account managers."""
    return UserFactory.create(full_name="Helena Brandt", role=Role.MANAGER)


@pytest.fixture
def team(lead: User) -> Team:
    team = TeamFactory.create(name="Industry", lead=lead)
    lead.team = team
    lead.save(update_fields=["team"])
    return team


@pytest.fixture
def owner(team: Team) -> User:
    """Tomas, who looks after the account and hands it over."""
    return UserFactory.create(full_name="Tomas Eriksen", team=team)


@pytest.fixture
def successor(team: Team) -> User:
    """Priya, who takes over."""
    return UserFactory.create(full_name="Priya Raman", team=team)


@pytest.fixture
def hr(db: None) -> User:
    """Ruth of HR, who invites people and keeps their absences."""
    return UserFactory.create(full_name="Ruth Aigner", role=Role.HR)


@pytest.fixture
def stranger(db: None) -> User:
    """Jonas, a key account manager of another team."""
    return UserFactory.create(full_name="Jonas Weiler", team=TeamFactory.create(name="Hospitality"))


@pytest.fixture
def reader(db: None) -> User:
    """Lea, who reads everything but confidential accounts, and writes nothing."""
    return UserFactory.create(full_name="Lea Novak", role=Role.LEADER)


@pytest.fixture
def administrator(db: None) -> User:
    """Ada, who looks after the site."""
    return UserFactory.create(full_name="Ada Berg", role=Role.ADMINISTRATOR)


@pytest.fixture
def calendar(db: None) -> Calendar:
    """The default calendar, with the public holidays of Austria."""
    return CalendarFactory.create(name="Austria", is_default=True)


@pytest.fixture
def account(owner: User) -> Account:
    """Brightwater Foods, a key account of Tomas's, worth €3.2M a year."""
    return AccountFactory.create(
        name="Brightwater Foods", owner=owner, annual_revenue=Decimal("3200000.00")
    )
