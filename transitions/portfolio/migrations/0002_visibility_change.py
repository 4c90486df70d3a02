"""The notes of what decides who sees what. Their triggers are made after the migration."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def leave_watching(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers before their table goes; on SQLite all have made way by then."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION IF EXISTS portfolio_note_visibility() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisibilityChange",
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
