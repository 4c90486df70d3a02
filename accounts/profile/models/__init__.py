"""What is known about an account, section by section; each row carries who wrote it, and when."""

from accounts.profile.models.base import OnePerAccount, Record
from accounts.profile.models.commitment import Commitment
from accounts.profile.models.contract import Contract
from accounts.profile.models.document import Document, Opening
from accounts.profile.models.history import Event, Interaction, YearlyRevenue
from accounts.profile.models.level import ConfidentialSection
from accounts.profile.models.nothing import NothingToTell
from accounts.profile.models.opportunity import Opportunity
from accounts.profile.models.project import Project
from accounts.profile.models.rapport import Rapport
from accounts.profile.models.system import SystemAccess
from accounts.profile.models.texts import Preferences, Situation, Swot

__all__ = [
    "Commitment",
    "ConfidentialSection",
    "Contract",
    "Document",
    "Event",
    "Interaction",
    "NothingToTell",
    "OnePerAccount",
    "Opening",
    "Opportunity",
    "Preferences",
    "Project",
    "Rapport",
    "Record",
    "Situation",
    "Swot",
    "SystemAccess",
    "YearlyRevenue",
]
