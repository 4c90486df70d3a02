"""What people fill in about accounts and their contacts."""

from accounts.clients.forms.account import AccountForm
from accounts.clients.forms.contact import ContactForm

__all__ = ["AccountForm", "ContactForm"]
