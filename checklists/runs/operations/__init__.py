"""What happens to a running checklist. The rooms above wrap these and keep the log."""

from checklists.runs.operations import building, carrying, evidence, items, totals

__all__ = ["building", "carrying", "evidence", "items", "totals"]
