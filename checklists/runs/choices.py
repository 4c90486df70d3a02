"""How far an item is."""

from django.db.models import TextChoices


class ItemState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Set aside"
