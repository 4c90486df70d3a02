"""Who sent a form, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from accounts.people.models import User


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent a form, when, and the key of the form they had opened."""

    by: User
    now: datetime
    key: UUID = field(default_factory=uuid4)
