"""What happens to reports: somebody wants one, the worker makes it."""

from transitions.reports.operations.making import MAKING, make, make_due
from transitions.reports.operations.wanting import want

__all__ = ["MAKING", "make", "make_due", "want"]
