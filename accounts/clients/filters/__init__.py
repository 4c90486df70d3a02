"""Search, filters, order and columns of the register."""

from accounts.clients.filters.register import AccountFilter, StarterFilter

__all__ = ["AccountFilter", "StarterFilter"]
