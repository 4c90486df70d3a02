"""The stored health of transitions, kept equal to what `rules.health` says.

Operations settle it in the transaction that changes what it depends on. The calendar changes it
too: a sweep follows that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.clients.operations import handovers
from config.lib import places
from config.lib.site_time import site_day
from transitions.plans.choices import Health, LogKind
from transitions.plans.models import HealthChange, Transition
from transitions.plans.operations import log
from transitions.plans.operations.locking import lock
from transitions.plans.queries import drift, standing
from transitions.plans.rules import TROUBLE, Verdict

logger = logging.getLogger(__name__)

BATCH = 500
FOLLOWING_PEOPLE = "transitions.plans.tasks.follow_people"
"""What the queue calls the sweep over transitions of people."""


def settle(transition: Transition, *, now: datetime) -> None:
    """Store how an active transition stands, and log it where that changed.

    The caller holds the lock of the transition and has loaded it since, with its checklist as
    it is now. No query when health stays.
    """
    if standing.stands(transition, site_day(now)) != transition.health:
        former, found = Health(transition.health), _verdict(transition, now)
        _store(transition, found.health)
        _changed(transition, former, found, now)


def settle_all(transitions: Iterable[Transition], *, now: datetime) -> None:
    """Store how many active transitions stand, and log it where that changed, as `settle` does.

    No query where health stays; else ten at the most, whatever their number.
    """
    today = site_day(now)
    other = [one for one in transitions if standing.stands(one, today) != one.health]
    if not other:
        return
    found = {one.pk: _verdict(one, now) for one in other}
    log.write_all(
        [
            log.entry(one, LogKind.HEALTH, _said(one, found[one.pk]), by=None, at=now)
            for one in other
        ]
    )
    kept = HealthChange.objects.filter(transition__in=found).order_by().values("transition")
    newest = dict(kept.annotate(newest=Max("changed_at")).values_list("transition", "newest"))
    HealthChange.objects.bulk_create(
        HealthChange(
            transition=one,
            changed_at=max(now, newest.get(one.pk, now)),
            health=found[one.pk].health,
        )
        for one in other
    )
    for health in {verdict.health for verdict in found.values()}:
        _store_all([one for one in other if found[one.pk].health == health], health)


def _store_all(transitions: Sequence[Transition], health: Health) -> None:
    """Write one health into the columns of these, and tell their accounts; two queries."""
    for transition in transitions:
        transition.health = health
    handovers.set_trouble(*(one.account_id for one in transitions), trouble=TROUBLE[health])
    Transition.objects.filter(pk__in=[one.pk for one in transitions]).update(health=health)


def follow_state(transition: Transition, *, was_active: bool, now: datetime) -> None:
    """Begin to keep the health of a transition that has become active, or end it.

    What is not active stands neither well nor ill: that is a change to no health.
    """
    if transition.is_active and not was_active:
        _begin(transition, now, now)
    elif was_active and not transition.is_active:
        _store(transition, Health.ON_TRACK)
        _remember(transition, "", now)


def refresh(transition_ids: Iterable[int], *, now: datetime) -> int:
    """Bring the stored health of these transitions up to date; one query where all of it is.

    Each that differs is worked out again behind its locks, so that two sweeps at once write one
    change. One that fails does not keep the others waiting.

    Returns:
        How many it changed.
    """
    changed = 0
    for transition_id in drift.drifted(transition_ids, site_day(now)):
        try:
            changed += _refresh(transition_id, now)
        except Exception:
            logger.exception("Health of transition %s could not be worked out", transition_id)
    return changed


def refresh_all(now: datetime) -> int:
    """Bring the stored health of all transitions up to date; returns how many it changed."""
    return _refresh_in_batches(drift.watched(), now)


def follow_people(people: Iterable[int], now: datetime) -> int:
    """Bring the stored health of all that these people hand over or take over up to date; returns
    how many it changed.
    """
    return _refresh_in_batches(drift.of_people(people), now)


def _refresh_in_batches(ids: list[int], now: datetime) -> int:
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    return sum(refresh(batch, now=now) for batch in batches)


@transaction.atomic
def _refresh(transition_id: int, now: datetime) -> bool:
    """Work out one again behind its locks; whether anything changed."""
    transition = lock(transition_id)
    newest = transition.health_changes.values_list("health", flat=True).first()
    last = newest or ""
    if not transition.is_active:
        follow_state(transition, was_active=bool(last), now=now)
        return bool(last)
    if not last:
        _begin(transition, now if newest is not None else min(now, transition.created_at), now)
        return True
    found = _verdict(transition, now)
    is_stored = _store(transition, found.health)
    if found.health != last:
        _changed(transition, Health(last), found, now)
    return is_stored or found.health != last


def _verdict(transition: Transition, now: datetime) -> Verdict:
    """The verdict in words for the log, which everybody reads alike."""
    with places.written_for(places.BRITISH):
        return standing.verdict(transition, site_day(now))


def _begin(transition: Transition, since: datetime, now: datetime) -> None:
    """Keep its health from a moment on: of what ran before health was kept, from its draft on."""
    found = _verdict(transition, now)
    _store(transition, found.health)
    _remember(transition, found.health, since)


def _remember(transition: Transition, health: str, at: datetime) -> None:
    """Keep a change as the newest one.

    Whoever waited for the lock has looked at the clock before: their change is still the later.
    """
    newest = transition.health_changes.values_list("changed_at", flat=True).first()
    HealthChange.objects.create(
        transition=transition, changed_at=max(at, newest or at), health=health
    )


def _store(transition: Transition, health: Health) -> bool:
    """Write the column where it differs, and tell the account; the version stays, as nobody edits
    health.
    """
    if transition.health == health:
        return False
    transition.health = health
    handovers.set_trouble(transition.account_id, trouble=TROUBLE[health])
    return bool(Transition.objects.filter(pk=transition.pk).update(health=health))


def _changed(transition: Transition, former: Health, found: Verdict, now: datetime) -> None:
    _remember(transition, found.health, now)
    said = _said(transition, found, former)
    log.write(transition, LogKind.HEALTH, said, by=None, at=now)


def _said(transition: Transition, found: Verdict, former: Health | None = None) -> str:
    """From which health a transition went to which, and why; else from the one that it has yet."""
    former = former or Health(transition.health)
    reason = found.reason
    kams = (transition.outgoing.first_name, transition.incoming.first_name)
    if not reason.startswith((*kams, transition.account.name)):
        reason = f"{reason[:1].lower()}{reason[1:]}"
    return f"Health went from {former.label.lower()} to {found.health.label.lower()}: {reason}"
