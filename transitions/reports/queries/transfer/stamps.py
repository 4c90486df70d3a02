"""Stamps of what each section of a document says: the same words, the same stamp."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from transitions.reports.queries.transfer.open_points import NAME as OPEN
from transitions.reports.queries.transfer.shapes import Transfer

LAYOUT = 2
"""Raise it when the document looks or reads differently, so that old ones may print again."""
COVER = "cover"


def stamps(transfer: Transfer) -> dict[str, str]:
    """A stamp for each section, by its name, and for the cover; what is open follows from them."""
    told: dict[str, Any] = {COVER: transfer.cover}
    told |= {one.name: one for one in transfer.sections if one.name != OPEN}
    return {name: _hashed(_plain(one)) for name, one in told.items()}


def fingerprint(stamped: Mapping[str, str]) -> str:
    """One stamp for all of it."""
    return _hashed({"layout": LAYOUT, **stamped})


def _hashed(told: Any) -> str:
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = [one.name for one in fields(value) if one.metadata.get("is_told", True)]
        return {name: _plain(getattr(value, name)) for name in told}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int) else str(value)
