"""Locks on many transitions, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.people.models import User
from checklists.runs.models import Checklist
from transitions.plans.models import Transition
from transitions.plans.queries import item_list


def lock(user: User, item_ids: Iterable[int]) -> None:
    """Lock the transitions of the items that a person sees, then their checklists; three queries.

    Everybody who locks several does so by their ids, so that two batches wait for each other and
    never both at once. Whoever works on one item locks its transition first, too.
    """
    seen = item_list.visible(user).filter(pk__in=set(item_ids)).order_by()
    checklists = set(seen.values_list("checklist", flat=True))
    found = Transition.objects.filter(checklist__in=checklists).order_by("pk")
    list(found.select_for_update().values_list("pk"))
    own = Checklist.objects.filter(pk__in=checklists).order_by("pk")
    list(own.select_for_update().values_list("pk"))
