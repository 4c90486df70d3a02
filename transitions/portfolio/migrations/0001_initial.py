"""The notes of changes. The triggers that write them are made after the migration."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def leave_watching(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers before their table goes, or nobody could write any more."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS portfolio_note_change() CASCADE")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master"
            " WHERE type = 'trigger' AND name LIKE 'portfolio_note_change%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plans", "0006_fill_day_ownership_moved"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, leave_watching),
    ]
