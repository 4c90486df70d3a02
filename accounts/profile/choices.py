"""Fixed answers about what is known of an account."""

from django.db.models import IntegerChoices, TextChoices


class Sight(TextChoices):
    """What somebody opens of an account that is confidential, or has something that is."""

    PROFILE = "profile", "Profile"
    PLAN = "plan", "Plan"
    DOSSIER = "dossier", "Dossier"
    SECTION = "section", "Section"
    FILE = "file", "File"


class Fortune(TextChoices):
    """Whether an event still helps or hurts."""

    GOOD = "good", "It still helps us"
    PLAIN = "plain", "Neither"
    SORE = "sore", "They still hold it against us"


class ProjectState(TextChoices):
    """How a project at the client goes."""

    PLANNED = "planned", "Planned"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    DONE = "done", "Done"


class Stage(TextChoices):
    """How far an opportunity has come."""

    LEAD = "lead", "Lead"
    QUALIFIED = "qualified", "Qualified"
    OFFER = "offer", "Offer sent"
    TALKS = "talks", "In negotiation"
    WON = "won", "Won"
    LOST = "lost", "Lost"


CLOSED_STAGES = (Stage.WON, Stage.LOST)


class Promise(TextChoices):
    """Whether a commitment still binds us."""

    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Renewal(TextChoices):
    """What happens to a contract on the day it expires."""

    ENDS = "ends", "It ends"
    RENEWS = "renews", "It renews by itself"
    OPEN = "open", "It is negotiated anew"


class Rhythm(TextChoices):
    """How often something is due."""

    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every second week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    ON_REQUEST = "on_request", "When they ask"


class SystemKind(TextChoices):
    """What a system is for."""

    CRM = "crm", "CRM"
    REPORTING = "reporting", "Reporting"
    COMMUNICATION = "communication", "Communication"
    CLIENT = "client", "A system of the client"
    OTHER = "other", "Other"


class AccessStep(IntegerChoices):
    """How far the access of somebody to a system has come."""

    NONE = 0, "Not asked for"
    REQUESTED = 1, "Requested"
    GRANTED = 2, "Granted, not tested"
    TESTED = 3, "Tested"
