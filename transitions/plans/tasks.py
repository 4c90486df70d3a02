"""What the worker does with transitions."""

from celery import shared_task
from django.utils import timezone

from transitions.plans.operations import health, ownership, reading, told


@shared_task(name="transitions.plans.tasks.move_due_ownership")
def move_due_ownership() -> int:
    """Move the accounts whose day has come; returns how many.

    Then who has read on for as long as was said reads no longer.
    """
    now = timezone.now()
    moved = ownership.move_due(now)
    reading.end_due(now)
    return len(moved)


@shared_task(name="transitions.plans.tasks.refresh_health")
def refresh_health() -> int:
    """Follow the calendar: what has become late overnight stands differently; returns how many.

    Then accounts are told of handovers that they know wrongly.
    """
    now = timezone.now()
    return health.refresh_all(now) + told.tell_anew()


@shared_task(name=health.FOLLOWING_PEOPLE)
def follow_people(people: list[int]) -> int:
    """Look again at the health of what these people hand over or take over, as they are here for
    longer or shorter than before; returns how many it changed.
    """
    return health.follow_people(people, timezone.now())
