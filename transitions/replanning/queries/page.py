"""A new plan as its page shows it: phases with their items, what does not fit, who else is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.library.choices import Stage
from config.lib import words
from transitions.replanning.choices import How
from transitions.replanning.queries.proposal import Line, PhaseChange, Proposal
from transitions.replanning.queries.running import Running


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """One phase: its days, what moves, and what does not, folded."""

    change: PhaseChange
    moving: tuple[Line, ...]
    staying: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StageChange:
    """The days of a stage, old and new."""

    name: str
    was: tuple[date, date]
    becomes: tuple[date, date]

    @property
    def changes(self) -> bool:
        return self.was != self.becomes


@dataclass(frozen=True, slots=True)
class Option:
    """A choice for an item, as the page offers it; `name` is whose it would be."""

    value: str
    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An item that does not fit, with its choices; `is_solved` by the one that was made."""

    line: Line
    options: tuple[Option, ...]
    chosen: str
    reason: str
    asks_reason: bool
    mistake: str = ""

    @property
    def is_solved(self) -> bool:
        return not (self.line.problem or self.mistake)

    @property
    def said(self) -> str:
        return words.sentence(self.line.problem or self.line.doubted)

    @property
    def can_press(self) -> bool:
        """Whether pressing it in is among the choices: where it helps, or was chosen."""
        return any(option.value == How.COMPRESS for option in self.options)

    @property
    def unpressed(self) -> str:
        """“It cannot be pressed in: … Other ways: give it to Tomas Eriksen, set it aside.”"""
        if not (self.line.problem and self.line.unpressed):
            return ""
        why = words.sentence(f"It cannot be pressed in: {self.line.unpressed}")
        return f"{why} Other ways: {', '.join(self._other_ways())}."

    def _other_ways(self) -> list[str]:
        ways = [
            f"{option.label[0].lower()}{option.label[1:]}"
            for option in self.options
            if not option.name and option.value not in {How.LEAVE, How.COMPRESS}
        ]
        people = [option.name for option in self.options if option.name]
        if people:
            ways.insert(-1, f"give it to {words.listing(people, 'or')}")
        return ways


def phase_tables(proposal: Proposal) -> tuple[PhaseTable, ...]:
    """The items of each phase: those that change or are pinned, and those that stay."""
    return tuple(
        PhaseTable(
            change=change,
            moving=tuple(line for line in _of(proposal, change) if _is_shown(line)),
            staying=tuple(line for line in _of(proposal, change) if not _is_shown(line)),
        )
        for change in proposal.phases
    )


def _is_shown(line: Line) -> bool:
    return line.changes or (line.item.is_pinned and line.item.is_open)


def _of(proposal: Proposal, change: PhaseChange) -> list[Line]:
    return [line for line in proposal.lines if line.item.phase_id == change.phase.pk]


def stage_changes(proposal: Proposal) -> tuple[StageChange, ...]:
    """The days of each stage, which are those of its phases together."""
    found = []
    for stage in Stage:
        members = [one for one in proposal.phases if one.phase.stage == stage]
        if members:
            was = _span([(one.phase.starts_on, one.phase.ends_on) for one in members])
            becomes = _span([(one.starts_on, one.ends_on) for one in members])
            found.append(StageChange(str(stage.label), was, becomes))
    return tuple(found)


def _span(days: Sequence[tuple[date, date]]) -> tuple[date, date]:
    return min(first for first, _ in days), max(last for _, last in days)


def doubts(running: Running, proposal: Proposal, mistakes: Mapping[str, str]) -> tuple[Doubt, ...]:
    """What does not fit, each with its choices; what was solved by a choice stays to be changed.

    `mistakes` says what is wrong with which choice.
    """
    answers = proposal.answers
    found = []
    for line in proposal.doubts:
        own = answers.fixes.get(line.item.pk)
        chosen = _value(own.how, own.person) if own else ""
        found.append(
            Doubt(
                line=line,
                options=options(running, proposal, line, chosen),
                chosen=chosen,
                reason=own.reason if own else "",
                asks_reason=bool(own and own.how == How.DROP),
                mistake=mistakes.get(str(line.item.pk), ""),
            )
        )
    return tuple(found)


def options(
    running: Running, proposal: Proposal, line: Line, chosen: str = ""
) -> tuple[Option, ...]:
    """What can be done about one item: give it to people who are there on the day it is wanted,
    unless only that day is wrong, and press it in where that helps. What was chosen stays."""
    hands = {person.pk for person in running.hands(line.item)}
    there = [
        Option(_value(How.GIVE, person.pk), f"Give it to {person.full_name}", person.full_name)
        for person in running.on_team
        if chosen == _value(How.GIVE, person.pk)
        or (
            not line.is_early
            and person.pk not in hands
            and _is_there(running, proposal, person, line)
        )
    ]
    let_go = [_option(How.UNPIN)] if line.item.is_pinned else []
    after = [] if running.transition.has_moved else [_option(How.AFTER)]
    can_press = not line.unpressed or chosen == How.COMPRESS
    press = [_option(How.COMPRESS)] if can_press else []
    return (_option(How.LEAVE), *let_go, *press, *after, *there, _option(How.DROP))


def options_for_all(running: Running, proposal: Proposal) -> tuple[Option, ...]:
    """What can be done about all of them at once; pressing in, and giving them to somebody, where
    it helps any of them. What was chosen stays."""
    chosen = proposal.answers.for_all.how if proposal.answers.for_all else None
    can_press = any(not line.unpressed for line in proposal.doubts)
    can_give = any(not line.is_early for line in proposal.doubts)
    press = [_option(How.COMPRESS)] if can_press or chosen == How.COMPRESS else []
    after = [] if running.transition.has_moved else [_option(How.AFTER)]
    people = [
        Option(_value(How.GIVE, person.pk), f"Give them to {person.full_name}")
        for person in running.on_team
        if can_give or chosen == How.GIVE
    ]
    return (*press, *after, *people, _option(How.DROP))


def _is_there(running: Running, proposal: Proposal, person: User, line: Line) -> bool:
    days = [(row.starts_on, row.ends_on) for row in running.absences.get(person.pk, ())]
    days += [(one.first, one.last) for one in proposal.answers.away if one.person == person]
    on = max(line.due_on, line.wanted_on or line.due_on)
    has_left = person.last_day_on is not None and person.last_day_on < on
    return not has_left and not any(first <= on <= last for first, last in days)


def _option(how: How) -> Option:
    return Option(how.value, str(how.label))


def _value(how: How, person: int | None = None) -> str:
    return f"{how.value}:{person}" if person is not None else how.value
