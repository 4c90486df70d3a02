"""The plan for an account: its rows are read and written as those of the profile."""

from accounts.strategy.models.frame import Frame, KeyCheck
from accounts.strategy.models.goal import Action, Goal
from accounts.strategy.models.measure import Measure, Reading
from accounts.strategy.models.paper import PlanPaper
from accounts.strategy.models.relationship import Diagnosis
from accounts.strategy.models.resource import Favour, Resource
from accounts.strategy.models.version import PlanVersion
from accounts.strategy.models.worth import Worth

__all__ = [
    "Action",
    "Diagnosis",
    "Favour",
    "Frame",
    "Goal",
    "KeyCheck",
    "Measure",
    "PlanPaper",
    "PlanVersion",
    "Reading",
    "Resource",
    "Worth",
]
