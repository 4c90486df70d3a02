"""A person pins the transitions that they follow."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.people.models import User
from transitions.plans.models import Pin, Transition
from transitions.plans.queries import pins


class CannotPin(Exception):
    """Why a transition is not pinned, in words for who wants to pin it."""


@transaction.atomic
def pin(transition: Transition, *, by: User, now: datetime) -> bool:
    """Pin a transition for a person; one that is pinned stays so. Says whether it was not.

    The person is locked, so that two windows cannot pass the limit together. Nothing is logged:
    what somebody follows is their own, and changes nothing for others.

    Raises:
        CannotPin: there are too many already.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if pins.without(by, transition) >= pins.MOST:
        raise CannotPin(f"You have {pins.MOST} pinned transitions already. Unpin one first.")
    _, is_new = Pin.objects.get_or_create(
        person=by, transition=transition, defaults={"created_at": now}
    )
    return is_new


def unpin(transition: Transition, *, by: User) -> bool:
    """Take a person's pin away; says whether there was one."""
    return Pin.objects.filter(person=by, transition=transition).delete()[0] > 0
