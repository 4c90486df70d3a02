"""The fingerprint of a record: the same record, the same fingerprint."""

from __future__ import annotations

import json
from dataclasses import fields
from hashlib import sha256

from transitions.reports.queries.record.shapes import Record

LAYOUT = 4
"""Raise it when the report looks or reads differently, so that old records may print again."""


def fingerprint(record: Record) -> str:
    """SHA-256 of all that a record tells, in one spelling; the day it was read does not count."""
    told = {
        field.name: getattr(record, field.name) for field in fields(record) if field.name != "as_of"
    }
    for later in ("overrides", "keys"):  # a report from before there were any still tells it
        if not told[later]:
            del told[later]
    text = json.dumps(
        {"layout": LAYOUT, **told}, default=_plain, ensure_ascii=False, separators=(",", ":")
    )
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    parts = getattr(value, "__dataclass_fields__", None)
    if parts is not None:
        told = [name for name, part in parts.items() if part.metadata.get("is_told", True)]
        return {name: getattr(value, name) for name in told}
    return str(value)
