"""Who handed an account over reads it for a while after ownership has moved."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.clients.models import Access, Account
from accounts.clients.operations import access
from accounts.clients.operations.access import Guest
from accounts.people.models import User
from config.lib.site_time import site_day
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.guests import guests, together
from transitions.plans.operations.locking import Refused, bump, lock

logger = logging.getLogger(__name__)

MOST_DAYS = 365
"""How long after today somebody can still read what they handed over."""


def let_in(transition: Transition, *, by: User | None, now: datetime) -> None:
    """Let exactly the team in to the account, and who handed it over and reads on.

    The caller holds the lock of the account. Once the transition is over its team is let go.
    """
    team: Iterable[tuple[TeamRole, User]] = ()
    if not transition.is_over:
        members = transition.team.select_related("person")
        team = [(TeamRole(member.role), member.person) for member in members]
        if transition.reads_until:
            team = [(role, one) for role, one in team if role != TeamRole.OUTGOING]
    let_in_beside(transition.account_id, guests(team), by=by, now=now)


def let_in_beside(
    account_id: int, team: Iterable[Guest], *, by: User | None, now: datetime
) -> None:
    """Let a team in to an account, and beside it those who handed it over and read on.

    Whoever works on a handover and reads on after another has what is more of both.
    """
    wanted = together([*team, *_reading_on(account_id, site_day(now))])
    access.set_to(account_id, wanted, by=by, now=now)


def begin(transition: Transition, moved_on: date) -> None:
    """From the move on who handed over only reads, and until which day; the caller saves it."""
    transition.reads_until = moved_on + timedelta(days=transition.access_days)


@transaction.atomic
def change(transition_id: int, until: date | None, *, by: User, now: datetime) -> Transition:
    """Let who handed over read until another day, or no longer; the same again changes nothing.

    Args:
        transition_id: the transition.
        until: the last day on which they read; None to end it at once.
        by: who says so.
        now: when.

    Raises:
        Refused: ownership has not moved, or the day is past or too far away.
    """
    transition, today = lock(transition_id), site_day(now)
    name, account = transition.outgoing, transition.account
    if not transition.has_moved:
        raise Refused(f"{name} hands {account} over yet. Ownership has to move first.")
    ended = today - timedelta(days=1)
    if until and not today <= until <= today + timedelta(days=MOST_DAYS):
        raise Refused("Choose a day from today on, a year away at most.")
    last = until or (min(transition.reads_until, ended) if transition.reads_until else ended)
    if last == transition.reads_until:
        return transition
    transition.reads_until = last
    bump(transition, "reads_until")
    _refresh(transition, by=by, now=now)
    said = f"{name} reads {account} until {until:%-d %B %Y}" if until else _ended(transition)
    log.write(transition, LogKind.TEAM, said, by=by, at=now)
    return transition


def end_due(now: datetime) -> int:
    """End the access of everybody whose last day has passed; returns how many it ended.

    Each is looked at again behind the lock of its account, so that two sweeps end it once, and
    one that fails does not keep the others waiting. Nobody saw the account meanwhile: permission
    asks for the day itself.
    """
    over = Access.objects.ended(site_day(now)).values_list("account", "person")
    return sum(_end(account_id, person_id, now) for account_id, person_id in over)


def _end(account_id: int, person_id: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            Account.objects.select_for_update().get(pk=account_id)
            if not access.end(account_id, person_id, before=site_day(now), now=now):
                return False
            handed = Transition.objects.filter(account=account_id, outgoing=person_id)
            last = handed.filter(reads_until__lt=site_day(now)).order_by("-reads_until").first()
            if last:
                log.write(last, LogKind.TEAM, _ended(last), by=None, at=now)
            return True
    except Exception:
        logger.exception("The access of %s to account %s could not be ended", person_id, account_id)
        return False


def _refresh(transition: Transition, *, by: User | None, now: datetime) -> None:
    """Let everybody in anew, by the handover that the account is in, or by none."""
    open_one = Transition.objects.open().filter(account=transition.account_id).first()
    let_in(open_one or transition, by=by, now=now)


def _reading_on(account_id: int, today: date) -> list[Guest]:
    """Those who handed this account over and still read it, unless it is theirs again."""
    handed = Transition.objects.filter(account=account_id, reads_until__gte=today)
    return [
        Guest(one.outgoing, reads_confidential=True, until_on=one.reads_until)
        for one in handed.select_related("outgoing", "account")
        if one.outgoing_id != one.account.owner_id
    ]


def _ended(transition: Transition) -> str:
    return f"The access of {transition.outgoing} to {transition.account} ended"
