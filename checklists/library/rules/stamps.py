"""What a form was opened on, in a few letters, so that a later save is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def stamp(values: Mapping[str, Any]) -> str:
    """A short text that differs as soon as one of the values does."""
    said = json.dumps(dict(values), sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
