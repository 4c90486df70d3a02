"""Lists as files: what the page shows, all of it, as CSV or as a workbook."""

from config.lib.export.answers import answer
from config.lib.export.sheet import Sheet

__all__ = ["Sheet", "answer"]
