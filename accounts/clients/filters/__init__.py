"""Search, filters, order and columns of the register."""

from accounts.clients.filters.register import AccountFilter

__all__ = ["AccountFilter"]
