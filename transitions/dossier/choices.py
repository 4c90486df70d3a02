"""Fixed answers about a dossier."""

from django.db.models import TextChoices


class Answer(TextChoices):
    """What who takes over says to a section."""

    NONE = "", "Not answered yet"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class Standing(TextChoices):
    """How far a section has come; worked out from what it says now and from who said what."""

    EMPTY = "empty", "Empty"
    OPEN = "open", "Not confirmed"
    CHANGED = "changed", "Changed since it was confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    REOPENED = "reopened", "Changed since it was accepted"
    ACCEPTED = "accepted", "Accepted"
