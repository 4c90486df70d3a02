"""What the plan listens to."""

from __future__ import annotations

from accounts.strategy.models import PlanVersion
from config.lib import append_only


def connect() -> None:
    """Listen; called once, when the site starts."""
    append_only.keep(PlanVersion, since=("strategy", "0001_initial"))
