"""A running checklist: its phases, items, notes and files."""

from checklists.runs.models.checklist import Checklist, Phase
from checklists.runs.models.evidence import Attachment, Note
from checklists.runs.models.item import Item, ItemQuerySet

__all__ = ["Attachment", "Checklist", "Item", "ItemQuerySet", "Note", "Phase"]
