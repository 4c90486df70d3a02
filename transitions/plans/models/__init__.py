"""The transition: who hands which account to whom, its team, objectives, overrides and log."""

from transitions.plans.models.health import HealthChange
from transitions.plans.models.log import LogEntry
from transitions.plans.models.objective import Objective
from transitions.plans.models.override import GateOverride
from transitions.plans.models.pin import Pin
from transitions.plans.models.team import TeamMember
from transitions.plans.models.transition import Transition, TransitionQuerySet

__all__ = [
    "GateOverride",
    "HealthChange",
    "LogEntry",
    "Objective",
    "Pin",
    "TeamMember",
    "Transition",
    "TransitionQuerySet",
]
