"""Locking an item and its transition for somebody who works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Expression, OuterRef, Subquery

from accounts.people.models import User
from checklists.runs.models import Checklist, Item, ItemQuerySet
from checklists.runs.operations import items as checklist_items
from checklists.runs.operations.evidence import Sent
from checklists.runs.operations.guards import CannotChange
from config.lib.kept import Kept
from transitions.plans import permissions
from transitions.plans.models import TeamMember, Transition
from transitions.plans.models.transition import TransitionQuerySet


class ReadsOnly(PermissionDenied):
    """Somebody sees a transition, but does not work on it."""

    def __init__(self) -> None:
        super().__init__("You can read this transition, but not change it.")


@dataclass(frozen=True, slots=True)
class Who:
    """Who does something, when, and the key of the form they had opened, where it has one."""

    by: User
    now: datetime
    key: UUID | None = None

    @property
    def sent(self) -> Sent:
        return Sent(self.by, self.now, self.key or uuid4())


READ = (
    *("state", "health", "calendar", "starts_on", "owns_on", "ends_on"),
    *("ownership_moved_at", "ownership_moved_on", "waits_for"),
    *("incoming", "manager", "checklist", "account__name", "account__owner"),
    *("outgoing__full_name", "outgoing__is_active", "outgoing__last_day_on"),
)
"""What permissions and health read; a column more is fetched when somebody asks for it."""


def _of_item(item: Expression) -> TransitionQuerySet:
    """The transition of an item with its checklist, both to be locked."""
    incoming = User.objects.filter(pk=OuterRef("incoming"))
    found = Transition.objects.filter(checklist__items__pk=item).annotate(
        incoming_is_here=Exists(incoming.filter(is_active=True)),
        incoming_last_day=Subquery(incoming.values("last_day_on")),
    )
    found = found.select_related("account", "outgoing", "checklist").only(*READ)
    return found.select_for_update(of=["self", "checklist"])


def _for_person(
    item: Expression, checklist: Expression, transition: Expression, person: Expression
) -> ItemQuerySet:
    """The item as `checklist_items.load` has it, and whether the person is on its team."""
    member = TeamMember.objects.filter(transition=transition, person=person)
    return checklist_items.loaded(item, checklist).annotate(on_team=Exists(member))


LOCKING = Kept(_of_item)
LOADING = Kept(_for_person)


def lock(item_id: int, who: Who, *, transition_id: int | None) -> tuple[Transition, Item]:
    """Lock an item with its checklist and transition, for somebody who works on that.

    Its account stays as it is, so nobody locks that. What health asks for comes along unlocked:
    the account and the outgoing KAM, which stay the same. The incoming KAM may be another one
    after a wait, so they are only asked for. So may the owner of the account: the sweep puts
    right what health says of them.

    Args:
        item_id: the item.
        who: who works on it.
        transition_id: where it has to be; None where it may be anywhere.

    Raises:
        Item.DoesNotExist: the person sees no such item, or it is not one of this transition.
        ReadsOnly: they do not work on its transition.
        CannotChange: the transition is not active.
    """
    transition, checklist = _lock_transition(item_id, transition_id)
    # In a query of its own: rows beside a locked one, such as the team, may be older than the lock.
    item = LOADING.get(item_id, checklist.pk, transition.pk, who.by.pk)
    if item is None:
        raise Item.DoesNotExist
    item.checklist = checklist
    is_on_team: bool = item.on_team  # type: ignore[attr-defined] # as `_for_person` asks
    _refuse_onlookers(transition, who.by, on_team=is_on_team)
    refuse_inactive(transition)
    return transition, item


def _lock_transition(item_id: int, transition_id: int | None) -> tuple[Transition, Checklist]:
    """Lock the transition, then the checklist of an item, whoever may see it; one query."""
    found = LOCKING.get(item_id)
    if found is None or transition_id not in {None, found.pk}:
        raise Item.DoesNotExist
    assert found.checklist is not None  # noqa: S101 - its item has been found
    return found, found.checklist


def _refuse_onlookers(transition: Transition, user: User, *, on_team: bool) -> None:
    """Whoever works on a transition sees it, so only of others is it asked whether they do.

    Raises:
        Item.DoesNotExist: they see no such transition.
        ReadsOnly: they see it.
    """
    if permissions.takes_part(user, transition, on_team=on_team):
        return
    if Transition.objects.visible_to(user).filter(pk=transition.pk).exists():
        raise ReadsOnly
    raise Item.DoesNotExist


def refuse_inactive(transition: Transition) -> None:
    if not transition.is_active:
        state = transition.get_state_display().lower()
        raise CannotChange(f"This transition is {state}. Its items stay as they are.")
