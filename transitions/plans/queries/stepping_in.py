"""Who does the items of a role: its holder, or the manager where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from accounts.people.models import User
from checklists.library.choices import ItemRole
from config.lib import words

KAMS = (ItemRole.OUTGOING, ItemRole.INCOMING)


def with_fallback(holders: Mapping[str, User]) -> dict[str, User]:
    """The people of the roles by which items go; who can no longer sign in holds none."""
    present = {role: person for role, person in holders.items() if person.is_active}
    manager = present.get(ItemRole.MANAGER)
    roles = (*KAMS, ItemRole.MANAGER, ItemRole.HR)
    found = {str(role): present.get(role, manager) for role in roles}
    return {role: person for role, person in found.items() if person is not None}


def gone(roles: Iterable[str], holders: Mapping[str, User]) -> Iterator[str]:
    """Who can no longer sign in, with what becomes of their items; `roles` has one an item.

    Items that both KAMs share stay with the outgoing one while that one is there.
    """
    counts = Counter(roles)
    manager = with_fallback(holders).get(ItemRole.MANAGER)
    for role, person in holders.items():
        items = counts[role] + (counts[ItemRole.BOTH] if role == ItemRole.OUTGOING else 0)
        if items and not person.is_active:
            yield (
                f"{person.first_name} can no longer sign in: {words.count(items, 'item')} "
                f"{_where(role, items, holders, manager)}"
            )


def _where(role: str, items: int, holders: Mapping[str, User], manager: User | None) -> str:
    if manager:
        return f"{'goes' if items == 1 else 'go'} to {manager.first_name}"
    if role == ItemRole.MANAGER or ItemRole.MANAGER in holders:
        return f"{'has' if items == 1 else 'have'} nobody"
    return f"{'goes' if items == 1 else 'go'} to the sales manager"
