"""What the lists of this room can be asked for."""

from transitions.batches.filters.batches import BatchFilter
from transitions.batches.filters.picks import PickFilter

__all__ = ["BatchFilter", "PickFilter"]
