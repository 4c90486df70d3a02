"""The format of an archive: how values stand in its tables, and what its manifest says.

A table is CSV in UTF-8 with its heads; what is empty in the database, and no text, is written
\\N, and a text that begins with a backslash has one more before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Field

FORMAT, VERSION = "changeover-archive", 2
MANIFEST = "manifest.json"
NOTHING = "\\N"


class Unfit(Exception):
    """Why an archive is not taken, in words."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an archive: its name, its rows where it is a table, and the SHA-256 of it."""

    name: str
    sha256: str
    rows: int | None = None


def written(field: Field[Any, Any], value: Any) -> str:
    """A value as it stands in a table."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    text = json.dumps(value) if _is_structured(field) else str(value)
    return f"\\{text}" if text.startswith("\\") else text


def read(field: Field[Any, Any], text: str) -> Any:
    """A value as the database takes it.

    Raises:
        Unfit: it is none for its field.
    """
    if text == NOTHING:
        return None
    plain = text.removeprefix("\\")
    try:
        if field.get_internal_type() == "BooleanField":
            return {"true": True, "false": False}[plain]
        return json.loads(plain) if _is_structured(field) else field.to_python(plain)
    except Exception as error:
        raise Unfit(f"“{plain[:60]}” cannot be kept as {field.name}.") from error


def _is_structured(field: Field[Any, Any]) -> bool:
    return field.get_internal_type() == "JSONField"


def files_of(manifest: Mapping[str, Any]) -> dict[str, Kept]:
    """What a manifest lists.

    Raises:
        Unfit: it is none, or of a version that nobody knew when this was written.
    """
    if manifest.get("format") != FORMAT:
        raise Unfit("This is no archive of Changeover.")
    if manifest.get("version") != VERSION:
        raise Unfit(f"This archive has format {manifest.get('version')}; here it is {VERSION}.")
    try:
        kept = [Kept(one["name"], one["sha256"], one.get("rows")) for one in manifest["files"]]
    except (KeyError, TypeError) as error:
        raise Unfit("The manifest of this archive is broken.") from error
    return {one.name: one for one in kept}
