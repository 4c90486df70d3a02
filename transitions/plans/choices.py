"""Fixed answers about transitions."""

from django.db.models import TextChoices


class State(TextChoices):
    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    ON_HOLD = "on_hold", "On hold"
    COMPLETED = "completed", "Completed"
    CANCELLED = "cancelled", "Cancelled"


OPEN_STATES = (State.DRAFT, State.ACTIVE, State.ON_HOLD)
RUNNING_STATES = (State.ACTIVE, State.ON_HOLD)


class Reason(TextChoices):
    """Why the account changes hands."""

    LEAVES = "leaves", "KAM leaves"
    NEW_ROLE = "new_role", "New role"
    ABSENCE = "absence", "Leave of absence"
    LOAD = "load", "Balance the load"
    CLIENT = "client", "Client asked"
    TERRITORY = "territory", "New territory"


class TeamRole(TextChoices):
    OUTGOING = "outgoing", "Outgoing KAM"
    INCOMING = "incoming", "Incoming KAM"
    MANAGER = "manager", "Sales manager"
    HR = "hr", "HR"
    BACKUP = "backup", "Backup"
    OTHER = "other", "Other"


READ_CONFIDENTIAL = {TeamRole.OUTGOING, TeamRole.INCOMING, TeamRole.MANAGER}
"""Whose part in a handover needs what is confidential on its account."""


class Health(TextChoices):
    ON_TRACK = "on", "On track"
    AT_RISK = "risk", "At risk"
    OFF_TRACK = "off", "Off track"


class LogKind(TextChoices):
    """What an entry of the log is about."""

    LIFECYCLE = "lifecycle", "State"
    OWNERSHIP = "ownership", "Ownership"
    ITEM = "item", "Item"
    DATES = "dates", "Dates"
    TEAM = "team", "Team"
    WORDS = "words", "Texts"
    DOSSIER = "dossier", "Dossier"
    REPORT = "report", "Report"
    HEALTH = "health", "Health"
    MANUAL = "manual", "Written by hand"
