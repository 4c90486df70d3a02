"""What is kept of accounts and people: what changed, and who opened what is confidential."""

from accounts.audit.models.change import FieldChange, FieldChangeQuerySet
from accounts.audit.models.visit import Visit

__all__ = ["FieldChange", "FieldChangeQuerySet", "Visit"]
