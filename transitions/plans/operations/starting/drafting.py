"""A transition is drafted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.clients.models import Account
from accounts.clients.operations import accounts as client_accounts
from accounts.people.models import User
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.models import Objective, Transition
from transitions.plans.operations import log
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.starting.answers import NewTransition
from transitions.plans.operations.starting.people import add_team, refuse_people
from transitions.plans.operations.starting.repeating import made_before

OBJECTIVES = (
    "The handover is seamless for the client",
    "The relationship with the client is kept",
    "Service goes on without a gap",
    "Sales performance holds",
)


class AlreadyInTransition(Refused):
    """The account is changing hands already; `existing` is that transition."""

    def __init__(self, existing: Transition) -> None:
        super().__init__(f"{existing.account} is changing hands already.")
        self.existing = existing


@transaction.atomic
def draft(new: NewTransition, *, by: User, now: datetime, today: date) -> Transition:
    """Keep a transition as a draft, with its team and objectives. Nobody is told yet.

    The same form with the same answers, sent twice by one person, gives the same transition.

    Raises:
        AlreadyInTransition: the account has an open transition.
        SentBefore: the form made another transition, or one with other answers.
        Refused: the incoming KAM owns the account already, or somebody cannot hold their role.
    """
    account = client_accounts.locked(new.account.pk)
    # Only behind the lock: the same form, sent twice at once, has its transition by then.
    existing = made_before(new, by)
    if existing:
        return existing
    refuse_people(new, owner_id=account.owner_id)
    running = Transition.objects.open().select_related("account").filter(account=account)
    if running:
        raise AlreadyInTransition(running[0])
    transition = _create(new, account, by=by, today=today)
    others = {TeamRole.HR: new.hr, TeamRole.BACKUP: new.backup}
    add_team(transition, others, by=by, now=now)
    Objective.objects.bulk_create(
        Objective(transition=transition, position=position, title=title)
        for position, title in enumerate(OBJECTIVES, start=1)
    )
    activity = f"Drafted the transition from {transition.outgoing} to {transition.incoming}"
    log.write(transition, LogKind.LIFECYCLE, activity, by=by, at=now)
    return transition


def _create(new: NewTransition, account: Account, *, by: User, today: date) -> Transition:
    return Transition.objects.create(
        account=account,
        outgoing=account.owner,
        incoming=new.incoming,
        manager=new.manager,
        reason=new.reason,
        client_reason=new.client_reason,
        template=new.template,
        calendar=new.calendar,
        starts_on=new.starts_on,
        owns_on=new.owns_on,
        ends_on=new.ends_on,
        prepared_by=by,
        prepared_on=today,
        follows=new.follows,
        left_behind=new.left_behind,
        key_contact=account.contacts.filter(is_key=True).first(),
        request_key=new.request_key,
    )
