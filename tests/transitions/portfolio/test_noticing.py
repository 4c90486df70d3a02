"""The database notes every change of what a dashboard reads, whoever writes."""

from __future__ import annotations

import importlib
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, Team, User
from tests.conftest import SignIn
from tests.factories.people import TeamFactory
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import lifecycle
from transitions.portfolio import tasks
from transitions.portfolio.models import Change, VisibilityChange
from transitions.portfolio.operations import kept, noticing
from transitions.portfolio.operations.noticing import DECIDING, WATCHED

pytestmark = pytest.mark.django_db
SHELL = {"plans_pin", "django_session", "portfolio_change", "portfolio_visibilitychange"}
NOTED = [Change, VisibilityChange]
LATER = importlib.import_module("transitions.portfolio.migrations.0002_visibility_change")
MIGRATION = importlib.import_module("transitions.portfolio.migrations.0001_initial")


@pytest.fixture
def everything(calendar: Calendar, lead: User, owner: User) -> None:
    """A row at least in every table that the dashboard reads."""
    owner.absences.create(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 8))
    TeamFactory.create(name="West", lead=lead)
    calendar.closures.create(starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31))
    make_transition(
        account=Account.objects.create(name="Kestrel", owner=owner, region="Vienna"), manager=lead
    )


def written_to(model: type[models.Model]) -> str:
    """A statement that writes into a table; into the log, which refuses others, one more entry."""
    table = model._meta.db_table
    if model is LogEntry:
        columns = "transition_id, kind, happened_at, activity, notes"
        return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"
    change = "full_name = full_name || '!'" if model is User else "id = id"
    return f"UPDATE {table} SET {change}"


def is_noted(statement: str, note: type[Change | VisibilityChange] = Change) -> bool:
    """Whether a statement of no program of ours leaves a note."""
    before = note.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    return note.objects.count() > before


@pytest.mark.usefixtures("everything", "clock")
@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEADER, Role.ADMINISTRATOR])
def test_every_table_that_the_dashboard_reads_is_watched(
    role: Role, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead if role == Role.MANAGER else make_person("Ada Berg", role))
    tables, read = set(connection.introspection.table_names()), set()

    for asked in ("", "?show=all&by=kam", "?region=Vienna"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/dashboard/{asked}").status_code == 200
        for query in queries.captured_queries:
            read |= tables & set(re.findall(r'"(\w+)"', query["sql"]))

    assert read - SHELL <= {model._meta.db_table for model in WATCHED}
    assert len(read) > 8


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
def test_a_change_of_a_row_is_noted_whoever_makes_it(model: type[models.Model]) -> None:
    assert model._default_manager.exists()
    assert is_noted(written_to(model))


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
def test_what_decides_who_sees_what_is_noted_for_itself(model: type[models.Model]) -> None:
    noted = is_noted(written_to(model), VisibilityChange)

    assert noted == (model in DECIDING)


@pytest.mark.parametrize("role", [Role.KAM, Role.MANAGER, Role.LEADER, Role.ADMINISTRATOR])
def test_every_table_that_decides_who_sees_what_is_watched(role: Role) -> None:
    user, read = make_person("Ada Berg", role), set()

    for seen in (Account, Transition, User):
        query = str(seen._default_manager.visible_to(user).order_by().values("pk").query)
        read |= set(re.findall(r'"(\w+)"', query)) & set(connection.introspection.table_names())

    read -= {Transition._meta.db_table}  # of a transition only its account counts, which stays
    assert read <= {model._meta.db_table for model in DECIDING}
    assert "clients_account" in read


def test_rows_that_come_and_go_are_noted(lead: User) -> None:
    name, table = "West", "people_team"

    assert is_noted(f"INSERT INTO {table} (name, lead_id) VALUES ('{name}', {lead.pk})")
    assert is_noted(f"DELETE FROM {table} WHERE name = '{name}'")


@pytest.mark.usefixtures("everything")
def test_triggers_that_a_migration_has_dropped_are_made_again() -> None:
    MIGRATION.leave_watching(apps, SimpleNamespace(connection=connection))
    statement = "UPDATE clients_account SET name = 'Osprey'"

    lost = is_noted(statement)
    noticing.watch(connection)
    noticing.watch(connection)

    assert (lost, is_noted(statement)) == (False, True)


@pytest.mark.usefixtures("everything")
def test_what_is_written_while_triggers_are_away_is_noted_once_they_are_back() -> None:
    before, seen_before = kept.stamp(), kept.visibility()
    leave_watching()
    User.objects.update(region="West")

    noticing.watch(connection)

    assert kept.stamp() != before
    assert kept.visibility() != seen_before


def leave_watching() -> None:
    noticing.make_way(connection)
    for migration in (MIGRATION, LATER):
        migration.leave_watching(apps, SimpleNamespace(connection=connection))


def test_notes_of_a_database_that_was_restored_have_numbers_of_their_own() -> None:
    stamps = []

    for _ in range(2):
        leave_watching()
        Change.objects.all().delete()
        VisibilityChange.objects.all().delete()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), NOTED):
                cursor.execute(statement)
        noticing.watch(connection)
        stamps.append((kept.stamp(), kept.visibility()))

    assert stamps[0][0] != stamps[1][0]
    assert stamps[0][1] != stamps[1][1]


@pytest.mark.usefixtures("everything")
def test_a_note_follows_the_last_one_wherever_the_numbers_have_come_to() -> None:
    leave_watching()
    noticing.watch(connection)
    last = Change.objects.latest("pk").pk

    Account.objects.update(name="Osprey")

    assert Change.objects.latest("pk").pk == last + 1


@pytest.mark.parametrize("column", ["last_login", "password", "theme"])
def test_signing_in_and_what_only_its_owner_sees_are_no_changes(column: str, lead: User) -> None:
    kind = User._meta.get_field(column).get_internal_type()
    written: object = NOW if kind == "DateTimeField" else "dark"

    before = kept.stamp()
    User.objects.filter(pk=lead.pk).update(**{column: written})

    assert kept.stamp() == before


def test_whatever_else_is_written_with_it_is_a_change(lead: User) -> None:
    before = kept.stamp()
    User.objects.filter(pk=lead.pk).update(last_login=NOW, is_active=False)

    assert kept.stamp() != before


def test_a_statement_is_one_change_on_postgresql_and_one_for_each_row_on_sqlite() -> None:
    TeamFactory.create_batch(8)
    before = Change.objects.count()

    Team.objects.update(name=Concat("name", Value(" 2")))

    noted = Change.objects.count() - before
    assert noted == {"postgresql": 1, "sqlite": 8}[connection.vendor]


def test_changes_that_no_dashboard_looks_back_to_are_forgotten(
    monkeypatch: pytest.MonkeyPatch, lead: User
) -> None:
    monkeypatch.setattr(noticing, "KEPT", 3)
    transition = make_transition(manager=lead)
    lifecycle.hold(transition.pk, "The client asked.", by=lead, now=NOW)
    last = Change.objects.latest("pk").pk

    forgotten, again = tasks.forget_old_changes(), tasks.forget_old_changes()

    assert forgotten > 0
    assert again == 0
    assert list(Change.objects.order_by("-pk").values_list("pk", flat=True)) == [
        last,
        last - 1,
        last - 2,
    ]
    assert VisibilityChange.objects.count() == 3
