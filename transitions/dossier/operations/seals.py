"""Who hands over confirms a section, who takes over accepts or refuses it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Answer, Standing
from transitions.dossier.models import Readiness, Seal
from transitions.dossier.queries.dossier import (
    SETTLED,
    DossierPage,
    Part,
    dossier_page,
    is_signed,
)
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who

CHANGED = "This section has changed since you opened the page. Read it again, then decide."


class Outdated(Stale):
    """A section, or the whole, holds something else than the page showed."""

    def __init__(self, sentence: str = CHANGED) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Shown:
    """The section that a page showed, and the stamp of what it held."""

    section: str
    stamp: str


@transaction.atomic
def confirm(transition_id: int, shown: Shown, who: Who) -> Seal:
    """Confirm that a section says what there is to say; safe to call twice.

    Where it was refused, to confirm it as it is asks who takes over once more.

    Raises:
        Refused: it is not theirs to confirm, or there is nothing in it.
        Outdated: it holds something else than the page showed.
    """
    transition, part = _held(transition_id, shown, who)
    if not permissions.may_confirm(who.by, transition):
        raise Refused(f"{transition.outgoing} confirms what the dossier says.")
    if not part.stamp:
        raise Refused("There is nothing in this section to confirm.")
    if part.standing in SETTLED and part.seal:
        return part.seal
    seal = part.seal or Seal(transition=transition, section=part.name)
    if part.standing == Standing.REFUSED:
        seal.answer, seal.answered, seal.reason = Answer.NONE, "", ""
        seal.answered_by, seal.answered_at = None, None
    seal.confirmed, seal.confirmed_by, seal.confirmed_at = part.stamp, who.by, who.now
    seal.save()
    _write(transition, f"{who.by} confirmed “{part.title}” of the dossier", who)
    note(transition, who)
    return seal


@transaction.atomic
def accept(transition_id: int, shown: Shown, who: Who) -> Seal:
    """Accept a confirmed section; safe to call twice.

    Raises:
        Refused: it is not theirs to accept, or nobody has confirmed it as it is.
        Outdated: it holds something else than the page showed.
    """
    transition, part = _held(transition_id, shown, who)
    if part.standing == Standing.ACCEPTED and part.seal:
        return part.seal
    seal = _answer(transition, part, who, Answer.ACCEPTED, "")
    _write(transition, f"{who.by} accepted “{part.title}” of the dossier", who)
    note(transition, who)
    return seal


@transaction.atomic
def refuse(transition_id: int, shown: Shown, reason: str, who: Who) -> Seal:
    """Refuse a confirmed section, and say why; the same twice is said once.

    Who accepted it takes that back in this way, until they have accepted the whole.

    Raises:
        Refused: it is not theirs to refuse, nobody has confirmed it as it is, or they have accepted
            the whole.
        Outdated: it holds something else than the page showed.
    """
    transition, part = _held(transition_id, shown, who)
    reason, was_accepted = reason.strip(), part.standing == Standing.ACCEPTED
    if part.standing == Standing.REFUSED and part.seal and part.seal.reason == reason:
        return part.seal
    if was_accepted and is_signed(transition, part.seal):
        raise Refused(stays_accepted(transition))
    seal = _answer(transition, part, who, Answer.REFUSED, reason)
    did = "took back the acceptance of" if was_accepted else "refused"
    said = f"{who.by} {did} “{part.title}” of the dossier"
    is_closed = part.shown is not None and part.shown.mark is not None
    _write(transition, said, who, notes="" if is_closed else seal.reason)
    note(transition, who)
    return seal


def stays_accepted(transition: Transition) -> str:
    """Why a section cannot be taken back that was accepted."""
    if transition.has_moved:
        return f"Ownership has moved to {transition.incoming}. What was accepted stays."
    return (
        f"{transition.incoming} has accepted the dossier as a whole. "
        "Take that back first, then this section."
    )


def note(transition: Transition, who: Who, fresh: DossierPage | None = None) -> None:
    """Keep how ready the dossier is today, after a key was turned or a question answered.

    The transition keeps it, too, for those who do not look into its dossier.
    """
    fresh = fresh or dossier_page(transition, who.by, site_day(who.now))
    Readiness.objects.update_or_create(
        transition=transition,
        on=site_day(who.now),
        defaults={"share": fresh.share, "accepted": fresh.accepted},
    )
    if transition.dossier_share != fresh.share:
        transition.dossier_share = fresh.share
        transition.save(update_fields=["dossier_share"])


def _held(transition_id: int, shown: Shown, who: Who) -> tuple[Transition, Part]:
    """The transition, locked with its account, and the section as it is behind the lock."""
    transition = lock(transition_id)
    part = dossier_page(transition, who.by, site_day(who.now)).part(shown.section)
    if part.stamp != shown.stamp:
        raise Outdated
    return transition, part


def _answer(transition: Transition, part: Part, who: Who, answer: Answer, reason: str) -> Seal:
    if not permissions.may_answer_section(who.by, transition):
        raise Refused(f"{transition.incoming} accepts or refuses what the dossier says.")
    seal = part.seal
    if seal is None or not part.is_confirmed:
        raise Refused(f"{transition.outgoing} has not confirmed this section as it is now.")
    seal.answer, seal.answered, seal.reason = answer, part.stamp, reason
    seal.answered_by, seal.answered_at = who.by, who.now
    seal.save()
    return seal


def _write(transition: Transition, activity: str, who: Who, *, notes: str = "") -> None:
    log.write(transition, LogKind.DOSSIER, activity, by=who.by, at=who.now, notes=notes)
