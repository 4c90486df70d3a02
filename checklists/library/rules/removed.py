"""What was deleted from a draft, as its history keeps it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

PHASE_GONE = "The phase of this item was deleted, too. Put that back first."


def why_not_back(removed: Mapping[str, Any], phases: Collection[int]) -> str:
    """Why something cannot be put back while these phases stand; empty where it can."""
    return PHASE_GONE if removed["kind"] == "item" and removed["phase"] not in phases else ""
