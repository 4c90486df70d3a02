"""Customer accounts, who owns and sees them, and their contacts."""

from accounts.clients.models.account import Account, AccountQuerySet
from accounts.clients.models.contact import Contact
from accounts.clients.models.handover import Handover
from accounts.clients.models.ownership import Access, Ownership

__all__ = ["Access", "Account", "AccountQuerySet", "Contact", "Handover", "Ownership"]
