from __future__ import annotations

from django.db import models

from accounts.clients.choices import Trouble
from accounts.clients.models.account import Account


class Handover(models.Model):
    """What a list of accounts tells of the handover that an account is in, while it runs.

    The operations of transitions keep it. It stands beside the account, and not in it: whoever
    ticks an item may change it, and must not wait for who holds the account. While it is on hold
    ownership has no day on which it is to move.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="handover")
    moves_on = models.DateField(
        null=True, blank=True, help_text="The day ownership is to move; empty once it has."
    )
    trouble = models.PositiveSmallIntegerField(choices=Trouble, default=Trouble.NONE)

    def __str__(self) -> str:
        return f"Handover of {self.account}"
