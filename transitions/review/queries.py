"""What the review of a transition shows: three people, and what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accounts.people.models import User
from transitions.plans.choices import State, TeamRole
from transitions.plans.models import Objective, Transition
from transitions.plans.permissions import may_start_for
from transitions.plans.queries.carrying import lines
from transitions.review import permissions
from transitions.review.models import VOICES, Opinion

SIDES = {TeamRole.OUTGOING: "out", TeamRole.INCOMING: "in", TeamRole.MANAGER: "neu"}


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the three, and what they said, if anything yet."""

    role: str
    label: str
    side: str
    person: User
    opinion: Opinion | None
    is_own: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """A list of what was learned, one entry per line of what the manager wrote."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything below the tabs of a review."""

    voices: tuple[Voice, ...]
    rating: str
    objectives: tuple[Objective, ...]
    learned: tuple[Learned, ...]
    is_open: bool
    may_write_words: bool
    may_start_next: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not said anything yet, by first name."""
        return tuple(voice.person.first_name for voice in self.voices if voice.opinion is None)

    @property
    def is_scored(self) -> bool:
        return any(objective.score for objective in self.objectives)


def review_page(transition: Transition, user: User) -> ReviewPage:
    """The review of a transition that came from `header.load`; three queries."""
    said = list(transition.opinions.select_related("written_by", "person"))
    voices = tuple(voice for role in VOICES for voice in _voices(transition, role, said, user))
    ratings = [one.rating for one in said]
    completed = transition.state == State.COMPLETED
    return ReviewPage(
        voices=voices,
        rating=f"{sum(ratings) / len(ratings):.1f}" if ratings else "",
        objectives=tuple(transition.objectives.all()),
        learned=tuple(_learned(transition)),
        is_open=permissions.is_open(transition),
        may_write_words=permissions.may_write_words(user, transition),
        may_start_next=completed
        and not transition.account.is_changing_hands
        and may_start_for(user, transition.account),
    )


def _voices(
    transition: Transition, role: TeamRole, said: Sequence[Opinion], user: User
) -> Iterator[Voice]:
    """Who holds a role, and before them whoever held it when they said something."""
    holder = transition.holder(role)
    own = [one for one in said if one.role == role and one.person_id == holder.pk]
    former = [one for one in said if one.role == role and one.person_id != holder.pk]
    found: list[Opinion | None] = [*former, *own] if own else [*former, None]
    for opinion in found:
        is_former = opinion in former
        yield Voice(
            role=role,
            label=f"{role.label} until then" if is_former else role.label,
            side=SIDES[role],
            person=opinion.person if opinion else holder,
            opinion=opinion,
            is_own=not is_former and holder.pk == user.pk,
            may_write=not is_former and permissions.may_write(user, transition, holder),
        )


def _learned(transition: Transition) -> list[Learned]:
    written = (
        ("Findings", transition.findings),
        ("Recommendations", transition.recommendations),
        ("Lessons learned", transition.lessons),
    )
    return [Learned(title, found) for title, text in written if (found := lines(text))]
