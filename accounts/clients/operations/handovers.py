"""What the accounts know of the handovers that are under way."""

from __future__ import annotations

from datetime import date

from accounts.clients.choices import Trouble
from accounts.clients.models import Handover


def keep(account_id: int, *, moves_on: date | None, trouble: Trouble) -> None:
    """Note that a handover is under way, the day ownership is to move, and how it goes."""
    found = {"moves_on": moves_on, "trouble": trouble}
    Handover.objects.update_or_create(account_id=account_id, defaults=found)


def set_trouble(*account_ids: int, trouble: Trouble) -> None:
    """Note how handovers go that are under way; nothing where none is. One query."""
    Handover.objects.filter(account__in=account_ids).update(trouble=trouble)


def end(account_id: int) -> None:
    """Forget the handover of an account: it is over."""
    Handover.objects.filter(account=account_id).delete()
