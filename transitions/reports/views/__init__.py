"""The pages of reports."""

from transitions.reports.views.download import report_download
from transitions.reports.views.listing import reports
from transitions.reports.views.report import report

__all__ = ["report", "report_download", "reports"]
