"""Tables that are watched can be migrated like any other, and nothing is missed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from accounts.people.models import User
from tests.factories.transitions import make_person
from transitions.portfolio.operations import kept, noticing

pytestmark = pytest.mark.django_db(transaction=True)
Migrate = Callable[[str, str], None]
LONGER = 'AlterField("user", "full_name", models.CharField(max_length=140))'
UNIQUE = 'AlterField("user", "full_name", models.CharField(max_length=120, unique=True))'
SMALLER = 'AlterField("change", "id", models.AutoField(primary_key=True))'
STATEMENT = """from django.db import migrations, models
from django.db.migrations import AlterField, RunSQL

class Migration(migrations.Migration):
    dependencies = [({room!r}, {last!r})]
    operations = [{operation}]
"""
"""The migration of a version to come."""
OLDER = (
    "CREATE TRIGGER portfolio_note_change_old AFTER UPDATE OF full_name ON people_user"
    " FOR EACH STATEMENT EXECUTE FUNCTION portfolio_note_change()"
)


@pytest.fixture
def migrate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Migrate]:
    """Migrates a room further than it has come; back again at the end."""
    monkeypatch.syspath_prepend(tmp_path)
    begun: dict[str, str] = {}

    def further(room: str, operation: str) -> None:
        ((_, last),) = MigrationLoader(connection).graph.leaf_nodes(room)
        of_now, _ = MigrationLoader.migrations_module(room)
        package = tmp_path / f"{room}_to_come"
        package.mkdir()
        (package / "__init__.py").write_text(
            f"from {of_now} import __path__ as of_now\n__path__ += of_now\n"
        )
        text = STATEMENT.format(room=room, last=last, operation=operation)
        (package / "9999_to_come.py").write_text(text)
        settings.MIGRATION_MODULES = {room: package.name}
        begun[room] = last
        call_command("migrate", room, verbosity=0)

    yield further
    for room, last in begun.items():
        call_command("migrate", room, last, verbosity=0)


def is_noted(write: Callable[[], object]) -> bool:
    before = kept.stamp()
    write()
    return kept.stamp() != before


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(noticing.FOUND[connection.vendor])
        return {name for name, _ in cursor.fetchall()}


@pytest.mark.parametrize(
    ("room", "operation"),
    [("people", LONGER), ("people", UNIQUE), ("portfolio", SMALLER)],
    ids=["longer", "unique", "of the notes themselves"],
)
def test_a_column_can_be_altered_and_changes_are_noted_as_before(
    room: str, operation: str, migrate: Migrate
) -> None:
    person, before = make_person("Ada Berg"), triggers()

    migrate(room, operation)

    assert triggers() == before
    assert is_noted(lambda: User.objects.filter(pk=person.pk).update(full_name="Ada Voss"))
    assert is_noted(lambda: make_person("Bo Berg"))


def test_a_trigger_that_an_older_version_made_makes_way(migrate: Migrate) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL alters no column that a trigger names")
    before = triggers()
    with connection.cursor() as cursor:
        cursor.execute(OLDER)

    migrate("people", LONGER)

    assert triggers() == before
