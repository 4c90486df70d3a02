"""Final reports and knowledge transfer documents, and what who takes over has gone through."""

from transitions.reports.models.reading import Reading
from transitions.reports.models.report import Report, ReportQuerySet, report_path
from transitions.reports.models.transfer import TransferPaper, TransferPaperQuerySet, transfer_path

__all__ = [
    "Reading",
    "Report",
    "ReportQuerySet",
    "TransferPaper",
    "TransferPaperQuerySet",
    "report_path",
    "transfer_path",
]
