"""Transitions that are sound on their first days, and how the site keeps their health."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.factories.transitions import make_transition
from tests.support.logs import of_kind
from transitions.plans.choices import LogKind
from transitions.plans.models import HealthChange, Transition

MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
"""The day on which these transitions start, with nothing late."""
WEDNESDAY = datetime(2026, 11, 4, 8, tzinfo=UTC)


def sound() -> Transition:
    return make_transition(now=MONDAY)


def stored(transition: Transition) -> str:
    """The health that the list of transitions shows."""
    return Transition.objects.values_list("health", flat=True).get(pk=transition.pk)


def history(transition: Transition) -> list[str]:
    """The stored changes, oldest first."""
    changes = HealthChange.objects.filter(transition=transition)
    return list(changes.order_by("pk").values_list("health", flat=True))


def entries(transition: Transition) -> list[str]:
    """What the log says about its health, oldest first."""
    return of_kind(transition, LogKind.HEALTH)
