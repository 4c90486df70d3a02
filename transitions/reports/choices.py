"""How far a report is, and for whom a knowledge transfer document is."""

from django.db.models import TextChoices

from config.lib.papers import PaperState as ReportState

__all__ = ["Edition", "ReportState"]


class Edition(TextChoices):
    """Who reads a knowledge transfer document."""

    OPEN = "open", "For whoever sees the account"
    FULL = "full", "Confidential"
