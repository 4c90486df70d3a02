"""A site on which nobody looks after accounts yet."""

from __future__ import annotations

from accounts.people.models import Invitation, User


def lacks_holders() -> bool:
    """Whether there is nobody yet who can own an account; one query."""
    return not User.objects.holding_accounts().exists()


def invited(user: User) -> int:
    """How many invitations wait of those somebody may see; one query."""
    return Invitation.objects.visible_to(user).waiting().count()
