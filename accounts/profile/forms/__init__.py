"""What people fill in about an account, by the kind of row."""

from accounts.profile.forms.kinds import FORMS

__all__ = ["FORMS"]
