"""What becomes of each commitment in a handover, and what is still to be decided or told."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from transitions.dossier import permissions
from transitions.dossier.choices import Course
from transitions.dossier.models import Decision
from transitions.dossier.rules import UNSAID, WAITS_FOR_CLIENT, course
from transitions.plans.models import Transition

OFFERED = {Course.ASKED_ANEW, Course.IN_TALKS}


@dataclass(frozen=True, slots=True)
class Decided:
    """An open commitment, what was decided about it, and what its reader can say."""

    commitment: Commitment
    decision: Decision | None
    course: Course
    may_decide: bool
    may_speak: bool
    may_settle: bool

    @property
    def stamp(self) -> str:
        return stamp_of(self.commitment, self.decision)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide, or to tell the client."""
        return self.course in UNSAID | WAITS_FOR_CLIENT

    @property
    def may_tell(self) -> bool:
        return self.may_speak and self.course in WAITS_FOR_CLIENT

    @property
    def may_agree(self) -> bool:
        return self.may_speak and self.course in OFFERED

    @property
    def may_take(self) -> bool:
        return self.may_decide and self.course != Course.TAKEN

    @property
    def may_decline(self) -> bool:
        return self.may_decide and self.course not in {Course.UNTOLD, Course.DECLINED}


def stamp_of(commitment: Commitment, decision: Decision | None) -> str:
    """What a page shows of a commitment; differs as soon as it or the decision changes."""
    return f"{commitment.version}.{decision.version if decision else 0}"


def of_transition(transition: Transition, user: User) -> tuple[Decided, ...]:
    """The open commitments of its account that somebody reads; two queries."""
    readable = Commitment.objects.visible_to(user).open().filter(account=transition.account_id)
    rows = list(readable.select_related("contact", "made_by"))
    told = transition.decisions.select_related("by", "client_told_by", "agreed_by")
    decisions = {one.commitment_id: one for one in told}
    may_decide = permissions.may_decide(user, transition)
    may_speak = permissions.may_speak_to_client(user, transition)
    may_settle = permissions.may_settle(user, transition)
    return tuple(
        Decided(
            commitment=row,
            decision=decisions.get(row.pk),
            course=_course(transition, row.version, decisions.get(row.pk)),
            may_decide=may_decide,
            may_speak=may_speak,
            may_settle=may_settle,
        )
        for row in rows
    )


def was_settled(transition: Transition, user: User, commitment_id: int) -> bool:
    """Whether somebody reads a commitment of the account that is open no more; one query."""
    readable = Commitment.objects.visible_to(user).filter(account=transition.account_id)
    return readable.filter(pk=commitment_id).exclude(state=Promise.OPEN).exists()


def undecided(transition: Transition) -> int:
    """How many commitments still wait, whoever reads them; two queries.

    Of open ones those that who takes over has not decided about as they are now, and those that
    they declined and the client does not know of. Once ownership has moved only the latter.
    """
    decisions = {one.commitment_id: one for one in transition.decisions.all()}
    rows = Commitment.objects.open().filter(account=transition.account_id)
    return sum(
        _course(transition, version, decisions.get(pk)) in UNSAID | {Course.UNTOLD}
        for pk, version in rows.values_list("pk", "version")
    )


def _course(transition: Transition, version: int, decision: Decision | None) -> Course:
    return course(
        decision,
        version=version,
        incoming=transition.incoming_id,
        has_moved=transition.has_moved,
    )
