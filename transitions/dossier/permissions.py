"""Who says what of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.clients.choices import Level
from transitions.dossier.choices import Side
from transitions.plans.permissions import may_manage

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.dossier.models import Question
    from transitions.plans.models import Transition


def may_confirm(user: User, transition: Transition) -> bool:
    """Who hands over; who manages the transition in their place once they can no longer sign in.

    Who takes over never does: nobody accepts their own words. Once ownership has moved, who handed
    over only reads.
    """
    if not transition.is_active or user.reads_only or user.pk == transition.incoming_id:
        return False
    if user.pk == transition.outgoing_id:
        return not transition.has_moved
    return not transition.outgoing.is_active and may_manage(user, transition)


def may_answer_section(user: User, transition: Transition) -> bool:
    """Who takes over accepts or refuses; nobody in their place."""
    return transition.is_active and user.pk == transition.incoming_id and not user.reads_only


def may_ask(user: User, transition: Transition) -> bool:
    """Who takes over, and who manages the transition."""
    if not transition.is_active or user.reads_only or user.pk == transition.outgoing_id:
        return False
    return user.pk == transition.incoming_id or may_manage(user, transition)


def may_withdraw(user: User, transition: Transition, question: Question) -> bool:
    """Who asked takes a question back, until somebody has answered it."""
    if not transition.is_active or user.reads_only or not user.is_active:
        return False
    return user.pk == question.asked_by_id and question.is_open


def may_tell(user: User, transition: Transition) -> bool:
    """Tell what nobody asked, and change what was told: who hands over, until ownership has moved,
    and who manages the transition.
    """
    if not transition.is_active or user.reads_only or user.pk == transition.incoming_id:
        return False
    if user.pk == transition.outgoing_id and not transition.has_moved:
        return user.is_active
    return may_manage(user, transition)


def may_reply(user: User, transition: Transition, question: Question) -> bool:
    """Answer a question: whoever tells, and who handed over as long as they read on.

    Then they answer what was asked of them and change that answer, but nothing that they said
    before: the account was taken over with those words.
    """
    if may_tell(user, transition):
        return True
    if not transition.is_active or user.reads_only or user.pk != transition.outgoing_id:
        return False
    if not user.is_active:
        return False
    return question.is_open or (
        question.answered_by_id == user.pk and _is_since_the_move(question, transition)
    )


def keeps_level(user: User, transition: Transition, question: Question) -> bool:
    """Whether a question stays confidential when somebody answers it: who handed over makes nothing
    open any more.
    """
    return question.level == Level.CONFIDENTIAL and not may_tell(user, transition)


def _is_since_the_move(question: Question, transition: Transition) -> bool:
    moved_at, answered_at = transition.ownership_moved_at, question.answered_at
    return moved_at is not None and answered_at is not None and answered_at >= moved_at


def may_decide(user: User, transition: Transition) -> bool:
    """Who takes over decides about each commitment, until the account is theirs."""
    return may_answer_section(user, transition) and not transition.has_moved


def may_speak_to_client(user: User, transition: Transition) -> bool:
    """Say that the client was told or agreed: both KAMs, and who manages the transition.

    What the client agrees to is written into the account, so who handed it over no longer says it.
    """
    if not transition.is_active or user.reads_only:
        return False
    kams = {transition.incoming_id}
    if transition.reads_until is None:
        kams.add(transition.outgoing_id)
    return (user.is_active and user.pk in kams) or may_manage(user, transition)


def may_settle(user: User, transition: Transition) -> bool:
    """Say that a commitment was kept or withdrawn: both KAMs, who owns the account, and who manages
    the transition; who handed over only until ownership has moved.

    Others of the team work on items, but do not know what the client was given.
    """
    if not transition.is_active or user.reads_only or not user.is_active:
        return False
    kams = {transition.incoming_id, transition.account.owner_id}
    if transition.reads_until is None:
        kams.add(transition.outgoing_id)
    elif user.pk == transition.outgoing_id:
        return may_manage(user, transition)
    return user.pk in kams or may_manage(user, transition)


def turns(user: User, transition: Transition, side: Side) -> bool:
    """Whose key a side’s is, while the transition is active.

    Who takes over never signs for who hands over; who manages the transition signs for who can no
    longer sign in, and alone releases it; not where they take over themselves.
    """
    if side == Side.INCOMING:
        return may_answer_section(user, transition)
    if not transition.is_active:
        return False
    if side == Side.MANAGER:
        return may_manage(user, transition) and user.pk != transition.incoming_id
    if user.pk == transition.incoming_id or user.reads_only:
        return False
    if user.pk == transition.outgoing_id:
        return True
    return not transition.outgoing.is_active and may_manage(user, transition)


def may_sign(user: User, transition: Transition, side: Side) -> bool:
    """Turn a key, or take it back: until ownership has moved."""
    return not transition.has_moved and turns(user, transition, side)


def may_keep_bank(user: User) -> bool:
    """Managers and administrators keep the question bank, for everybody; all may read it."""
    return user.is_active and (user.is_manager or user.is_administrator)
