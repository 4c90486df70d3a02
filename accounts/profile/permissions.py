"""Who may write what about an account, beyond what its own permissions say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.clients.permissions import can_change_account

if TYPE_CHECKING:
    from accounts.clients.models import Account
    from accounts.people.models import User


def can_check_documents(user: User, account: Account, *, reads_confidential: bool) -> bool:
    """Whether somebody says which documents of an account they can open.

    Of those who were let in for a handover only both account managers and who manages it, who
    need the documents: they are those who also read what is confidential.

    Args:
        user: who looks.
        account: that they see.
        reads_confidential: whether they read what is confidential on it.
    """
    return reads_confidential and can_judge(user, account)


def can_judge(user: User, account: Account) -> bool:
    """Whether somebody who sees an account may say how well they know its contacts.

    So may whoever changes it, and whoever was let in to work on its handover. Who has handed it
    over and is let in until a day only reads.
    """
    if can_change_account(user, account):
        return True
    may_write = user.is_active and not user.reads_only
    return may_write and account.accesses.at_work().filter(person=user.pk).exists()
