"""Documents that a person wants and a worker makes: rows first, then files."""

from config.lib.papers.making import ATTEMPTS, LEASE, Clock, fail, keep, make, make_due
from config.lib.papers.models import Paper, PaperQuerySet, PaperState
from config.lib.papers.reading import PATIENCE, has_failed, is_pending, seen, waits_long

__all__ = [
    "ATTEMPTS",
    "LEASE",
    "PATIENCE",
    "Clock",
    "Paper",
    "PaperQuerySet",
    "PaperState",
    "fail",
    "has_failed",
    "is_pending",
    "keep",
    "make",
    "make_due",
    "seen",
    "waits_long",
]
