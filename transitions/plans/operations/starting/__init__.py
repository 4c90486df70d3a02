"""A transition is drafted and started."""

from transitions.plans.operations.starting.answers import NewTransition
from transitions.plans.operations.starting.drafting import OBJECTIVES, AlreadyInTransition, draft
from transitions.plans.operations.starting.opening import create, refuse_start, start
from transitions.plans.operations.starting.people import RESPONSIBILITIES, refuse_people
from transitions.plans.operations.starting.repeating import SentBefore

__all__ = [
    "OBJECTIVES",
    "RESPONSIBILITIES",
    "AlreadyInTransition",
    "NewTransition",
    "SentBefore",
    "create",
    "draft",
    "refuse_people",
    "refuse_start",
    "start",
]
