"""What happens to a transition. Each of these writes one log entry."""

from transitions.plans.operations import (
    details,
    health,
    items,
    lifecycle,
    log,
    ownership,
    starting,
    team,
)

__all__ = ["details", "health", "items", "lifecycle", "log", "ownership", "starting", "team"]
