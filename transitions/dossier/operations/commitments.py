"""A commitment behind the lock of its account, and saying that it was kept or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Course
from transitions.dossier.models import Decision
from transitions.dossier.queries.commitments import stamp_of
from transitions.dossier.queries.levels import is_confidential
from transitions.dossier.rules import course
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who

CHANGED = (
    "This commitment, or what was decided about it, has changed since you opened the page. "
    "Read it again, then decide."
)


class Outdated(Stale):
    """A commitment, or what was decided about it, is not as the page showed it."""

    def __init__(self) -> None:
        super().__init__(CHANGED)


@dataclass(frozen=True, slots=True)
class Read:
    """The commitment that a page showed, and the stamp of it and of what was decided."""

    commitment: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How a commitment was settled, and on which day."""

    state: Promise
    on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Held:
    """A commitment behind the lock of its account, and what was decided about it."""

    transition: Transition
    commitment: Commitment
    decision: Decision | None

    @property
    def stamp(self) -> str:
        return stamp_of(self.commitment, self.decision)

    @property
    def course(self) -> Course:
        return course(
            self.decision,
            version=self.commitment.version,
            incoming=self.transition.incoming_id,
            has_moved=self.transition.has_moved,
        )


@transaction.atomic
def settle(transition_id: int, read: Read, settled: Settled, who: Who) -> Commitment:
    """Keep that a commitment was kept or withdrawn; the same twice is kept once.

    Raises:
        Commitment.DoesNotExist: there is none that they see.
        Refused: it is not theirs to say, or the day cannot be.
        Outdated: it is not as the page showed it.
    """
    held = hold(transition_id, read, who)
    if not permissions.may_settle(who.by, held.transition):
        raise Refused(settlers(held.transition))
    row = held.commitment
    if (row.state, row.settled_on, row.outcome) == (settled.state, settled.on, settled.outcome):
        return row
    if held.stamp != read.stamp:
        raise Outdated
    if not row.is_open:
        raise Refused(f"It was settled on {row.settled_on:%-d %B %Y}. Change that on the account.")
    if settled.on > site_day(who.now) or (row.made_on and settled.on < row.made_on):
        raise Refused("Choose a day between the promise and today.")
    values = {"state": settled.state, "settled_on": settled.on, "outcome": settled.outcome}
    write(held, f"{who.by} settled ({settled.state.label.lower()})", who, notes=settled.outcome)
    return change(row, values, who)


def settlers(transition: Transition) -> str:
    """Who settles commitments, for somebody who does not."""
    outgoing, owner = transition.outgoing, transition.account.owner
    kams = [transition.incoming] if transition.reads_until else [outgoing, transition.incoming]
    if owner not in (outgoing, transition.incoming):
        kams.append(owner)
    names = [str(one) for one in kams]
    if len(names) == 1:
        return f"{names[0]} settles commitments, or who manages the transition."
    return f"{', '.join(names)} and who manages the transition settle commitments."


def hold(transition_id: int, read: Read, who: Who) -> Held:
    """The commitment and its decision, with their transition and account locked."""
    transition = lock(transition_id)
    commitments = Commitment.objects.visible_to(who.by).filter(account=transition.account_id)
    commitment = commitments.get(pk=read.commitment)
    decision = transition.decisions.filter(commitment=commitment).select_related("by").first()
    return Held(transition, commitment, decision)


def change(commitment: Commitment, values: dict[str, object], who: Who) -> Commitment:
    sent = Sent(who.by, who.now)
    return records.change(Commitment, commitment.pk, values, sent, version=commitment.version)


def write(held: Held, did: str, who: Who, *, notes: str) -> None:
    """What was done, in the log; whoever reads that may not read what is confidential."""
    is_open = not is_confidential(held.transition, "commitments", held.commitment.level)
    what = f"“{held.commitment}”" if is_open else "a confidential commitment"
    log.write(
        held.transition,
        LogKind.DOSSIER,
        f"{did}: {what}",
        by=who.by,
        at=who.now,
        notes=notes if is_open else "",
    )
