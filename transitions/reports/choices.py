"""How far a report is."""

from config.lib.papers import PaperState as ReportState

__all__ = ["ReportState"]
