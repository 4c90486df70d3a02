"""How far a report is."""

from django.db.models import TextChoices


class ReportState(TextChoices):
    WANTED = "wanted", "Waiting for a free worker"
    RUNNING = "running", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
