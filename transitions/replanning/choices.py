"""What can be done about an item that does not fit."""

from django.db.models import TextChoices


class How(TextChoices):
    LEAVE = "leave", "Leave it there"
    COMPRESS = "compress", "Press it in before its limit"
    AFTER = "after", "Move it after the day of ownership"
    UNPIN = "unpin", "Let planning move it"
    GIVE = "give", "Give it to somebody else"
    DROP = "drop", "Set it aside"


HELD, RESUMED = "Put the transition on hold", "Resumed the transition"
REPLANNED = "Re-planned"
"""How the log says that a transition stood still, went on, and got another plan."""
