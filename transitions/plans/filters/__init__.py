"""Search, filters, order and columns of the lists of transitions and of items."""

from transitions.plans.filters.items import ItemFilter
from transitions.plans.filters.transitions import OverFilter, TransitionFilter

__all__ = ["ItemFilter", "OverFilter", "TransitionFilter"]
