"""The people who use Changeover: teams, absences, qualifications, how they come in."""

from accounts.people.models.absence import Absence, AbsenceQuerySet
from accounts.people.models.calendar import Calendar, Closure
from accounts.people.models.invitation import Invitation, InvitationQuerySet
from accounts.people.models.public_holidays import PublicHolidays
from accounts.people.models.qualification import Qualification
from accounts.people.models.saved_view import SavedView
from accounts.people.models.security_event import SecurityEvent, SecurityEventQuerySet
from accounts.people.models.team import Team
from accounts.people.models.user import User, UserManager, UserQuerySet

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "Calendar",
    "Closure",
    "Invitation",
    "InvitationQuerySet",
    "PublicHolidays",
    "Qualification",
    "SavedView",
    "SecurityEvent",
    "SecurityEventQuerySet",
    "Team",
    "User",
    "UserManager",
    "UserQuerySet",
]
