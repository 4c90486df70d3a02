"""Fixed answers about batches."""

from django.db.models import TextChoices


class Action(TextChoices):
    """What can be done with many items at once."""

    ASSIGN = "assign", "Assign"
    MOVE = "move", "Move"
    DONE = "done", "Mark done"
    SKIP = "skip", "Not applicable"
    REMIND = "remind", "Remind"
