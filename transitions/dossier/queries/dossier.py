"""The page of a dossier: each section with who said what of it, what was asked, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.queries.levels import Reach
from accounts.profile.queries.page import ProfileSection, profile_page
from accounts.profile.rules import Completeness, complete
from transitions.dossier import permissions
from transitions.dossier.choices import Side, Standing
from transitions.dossier.models import Question, Readiness, Seal
from transitions.dossier.queries.levels import hides
from transitions.dossier.queries.pending import Pending, pending
from transitions.dossier.queries.prompts import BankPrompt, asked_with, bank
from transitions.dossier.queries.stamps import stamp_of, stamp_of_questions, then
from transitions.dossier.queries.titles import TITLE_OF_TACIT
from transitions.dossier.rules import TACIT, last_day_to_answer, standing
from transitions.plans.models import Transition

DONE = {Standing.ACCEPTED}
SETTLED = {Standing.CONFIRMED, Standing.ACCEPTED}
"""Nothing is left to do for who hands over."""
CONFIRMED = {Standing.CONFIRMED, Standing.ACCEPTED, Standing.REFUSED}


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a dossier.

    `shown` is the section of the profile; the section of questions has none.
    """

    name: str
    title: str
    completeness: Completeness
    stamp: str
    standing: Standing
    seal: Seal | None
    shown: ProfileSection | None
    asked: tuple[Question, ...]
    may_confirm: bool
    may_answer: bool
    may_take_back: bool

    @property
    def open_questions(self) -> int:
        return sum(1 for one in self.asked if one.answered_at is None)

    @property
    def is_confirmed(self) -> bool:
        return self.standing in CONFIRMED


@dataclass(frozen=True, slots=True)
class Told:
    """A prompt of the bank, and what was asked or told of it.

    That somebody did stands there for whoever sees the transition, but not always what they said.
    """

    prompt: BankPrompt
    question: Question | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that both must have done before the dossier is handed over; `missing` are the
    sections in which it is not.
    """

    label: str
    of: int
    missing: tuple[Part, ...] = ()
    waiting: int = 0

    @property
    def done(self) -> int:
        return self.of - len(self.missing) - self.waiting

    @property
    def is_met(self) -> bool:
        return self.done == self.of


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything below the tabs of a dossier; `share` is in percent.

    `questions` are all, `seen` those that the reader reads, `replies` those that they may answer,
    by number.
    """

    parts: tuple[Part, ...]
    bank: tuple[Told, ...]
    share: int
    questions: tuple[Question, ...]
    seen: tuple[Question, ...]
    history: tuple[Readiness, ...]
    may_ask: bool
    may_tell: bool
    replies: frozenset[int]
    today: date
    last_day: date
    reach: Reach
    pending: tuple[Pending, ...] = ()

    @property
    def hidden_questions(self) -> int:
        return len(self.questions) - len(self.seen)

    @property
    def gates(self) -> tuple[Gate, ...]:
        return (
            self._gate("Sections filled", lambda part: part.completeness.is_full),
            self._gate("Confirmed", lambda part: part.standing in SETTLED),
            Gate("Questions answered", len(self.questions), waiting=len(self.open_questions)),
            self._gate("Accepted", lambda part: part.standing in DONE),
        )

    def _gate(self, label: str, is_done: Callable[[Part], bool]) -> Gate:
        missing = tuple(part for part in self.parts if not is_done(part))
        return Gate(label, len(self.parts), missing)

    @property
    def accepted(self) -> int:
        return sum(one.standing in DONE for one in self.parts)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """All that wait for an answer, also those that the reader does not see."""
        return tuple(one for one in self.questions if one.answered_at is None)

    @property
    def answered_questions(self) -> tuple[Question, ...]:
        return tuple(one for one in self.seen if one.answered_at)

    def part(self, name: str) -> Part:
        """A section by its name.

        Raises:
            KeyError: there is none of this name.
        """
        return {one.name: one for one in self.parts}[name]


def dossier_page(
    transition: Transition, user: User, today: date, allowed: Reach | None = None
) -> DossierPage:
    """The dossier of a transition: the queries of its profile, and four more.

    Args:
        transition: whose dossier it is.
        user: who looks.
        today: the day in the reader's time zone.
        allowed: what is read of confidential things; None for what the reader may read.
    """
    profile = profile_page(transition.account, user, today, allowed)
    seals = {one.section: one for one in _seals(transition)}
    questions = tuple(transition.questions.asked().select_related("asked_by", "answered_by"))
    allowed = profile.reach
    seen = tuple(one for one in questions if not hides(one, allowed))
    told = _bank(questions, seen)
    parts = [
        _part(transition, user, seals.get(shown.section.name), questions, shown=shown)
        for shown in profile.sections
    ]
    parts.append(_part(transition, user, seals.get(TACIT), questions, bank=told))
    return DossierPage(
        parts=tuple(parts),
        bank=told,
        share=round(sum(one.completeness.share for one in parts) / len(parts)),
        questions=questions,
        seen=seen,
        history=tuple(transition.readiness.all()),
        may_ask=permissions.may_ask(user, transition),
        may_tell=permissions.may_tell(user, transition),
        today=today,
        replies=frozenset(one.pk for one in seen if permissions.may_reply(user, transition, one)),
        last_day=last_day(transition),
        reach=allowed,
        pending=pending(transition, seen, today, user),
    )


def last_day(transition: Transition) -> date:
    """The last day on which who hands over can answer."""
    outgoing = transition.outgoing
    return last_day_to_answer(outgoing.last_day_on, transition.ends_on, transition.reads_until)


def is_open_to(user: User, transition: Transition) -> bool:
    """Whether somebody may read what the account's profile says; one query.

    Who worked on a transition sees that for ever, but its account no longer once it is over.
    """
    return Account.objects.visible_to(user).filter(pk=transition.account_id).exists()


def question_of(transition: Transition, prompt: str) -> Question | None:
    """What was asked or told of a prompt of the bank, and not withdrawn."""
    return transition.questions.asked().filter(prompt=prompt).first()


def is_signed(transition: Transition, seal: Seal | None) -> bool:
    """Whether who accepted a section has accepted the whole, too, or the account is theirs by now;
    no query, as `_seals` found it.
    """
    return transition.has_moved or (seal is not None and bool(vars(seal)["is_signed"]))


def _seals(transition: Transition) -> Iterable[Seal]:
    signed = transition.signatures.filter(side=Side.INCOMING, by=OuterRef("answered_by"))
    found = transition.seals.annotate(is_signed=Exists(signed))
    return found.select_related("confirmed_by", "answered_by")


def _bank(questions: Sequence[Question], seen: Sequence[Question]) -> tuple[Told, ...]:
    asked: Mapping[str, Question] = {one.prompt: one for one in questions if one.prompt}
    return tuple(
        Told(prompt, one := asked.get(prompt.key), is_hidden=one is not None and one not in seen)
        for prompt in asked_with(bank(), asked)
    )


def _part(
    transition: Transition,
    user: User,
    seal: Seal | None,
    questions: Sequence[Question],
    *,
    shown: ProfileSection | None = None,
    bank: Sequence[Told] = (),
) -> Part:
    name = shown.section.name if shown else TACIT
    asked = tuple(one for one in questions if one.section == name)
    stamp = stamp_of(shown) if shown else stamp_of_questions(asked)
    is_empty = not stamp
    found = (
        standing(
            seal.said_to(transition.incoming), then(transition, seal, stamp), is_empty=is_empty
        )
        if seal
        else (Standing.EMPTY if is_empty else Standing.OPEN)
    )
    return Part(
        name=name,
        title=shown.section.title if shown else TITLE_OF_TACIT,
        completeness=shown.completeness if shown else coverage(bank),
        stamp=stamp,
        standing=found,
        seal=seal,
        shown=shown,
        asked=asked,
        may_confirm=bool(stamp)
        and found not in SETTLED
        and permissions.may_confirm(user, transition),
        may_answer=found in {Standing.CONFIRMED, Standing.REFUSED}
        and permissions.may_answer_section(user, transition),
        may_take_back=found in DONE
        and not is_signed(transition, seal)
        and permissions.may_answer_section(user, transition),
    )


def coverage(bank: Sequence[Told]) -> Completeness:
    """How many prompts of the bank were answered."""
    return complete(
        (one.question is not None and one.question.answered_at is not None, one.prompt.text)
        for one in bank
    )
