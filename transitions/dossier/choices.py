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


class Stance(TextChoices):
    """What who takes over decides about a commitment."""

    TAKES_OVER = "takes_over", "Takes it over"
    RENEGOTIATES = "renegotiates", "Renegotiates it"
    DECLINES = "declines", "Declines it"


class Course(TextChoices):
    """What becomes of a commitment in a handover; worked out from what was decided, and of what."""

    UNDECIDED = "undecided", "Not decided"
    PASSED = "passed", "Moved with the account"
    CHANGED = "changed", "Changed since it was decided"
    TAKEN = "taken", "Taken over"
    ASKED_ANEW = "asked_anew", "To be renegotiated, client not told"
    IN_TALKS = "in_talks", "Being renegotiated"
    AGREED = "agreed", "Agreed anew"
    UNTOLD = "untold", "Declined, client not told"
    DECLINED = "declined", "Declined, client told"


class Side(TextChoices):
    """Who turns a key for a dossier as a whole; named as roles are."""

    OUTGOING = "outgoing", "Handed over"
    INCOMING = "incoming", "Accepted"
    MANAGER = "manager", "Released"
