"""What many people have to do and wait for, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from accounts.people.models import User
from config.lib.workdays import sunday_of
from transitions.plans.models import Transition
from transitions.plans.queries import standing
from transitions.reminders.queries import lines
from transitions.reminders.queries.lines import Line
from transitions.reminders.queries.mentioned import mentioned
from transitions.reminders.queries.reaching import waiting
from transitions.reminders.queries.seeing import Place, load
from transitions.reminders.queries.waiting import found_for
from transitions.reminders.rules.agenda import Agenda, Other, Owed, Task
from transitions.reminders.rules.who import Who


def agendas(people: Sequence[User], today: date) -> dict[int, Agenda]:
    """The agenda of each person on a day, by person; three queries, whatever their number.

    Only items of active transitions that the person sees: their own until Sunday, those of
    others that these wait for, and overdue ones where they hand over, take over or manage. And
    the comments that mention them, the questions that wait for them, answers to their own, and
    what was promised to clients.
    """
    ids = [person.pk for person in people]
    desk = _Desk(lines.around(ids, until=sunday_of(today), today=today), today)
    found = found_for(people, today)
    mentions, words = mentioned(people, found.mentions), waiting(people, found, today)
    return {
        person.pk: Agenda(
            *desk.items(person),
            mentions=mentions.get(person.pk, ()),
            waiting=words[person.pk],
        )
        for person in people
    }


class _Desk:
    """Everything that was loaded for a batch of people, sorted by whose it is."""

    def __init__(self, rows: list[tuple[Line, Line | None]], today: date) -> None:
        self.today = today
        self.own: dict[int, list[Line]] = defaultdict(list)
        self.late: dict[int, list[Line]] = defaultdict(list)
        self.blockers: dict[int, list[Line]] = defaultdict(list)
        self.waiting: dict[int, list[Line]] = defaultdict(list)
        self.waits: dict[int, list[tuple[Line, Line]]] = defaultdict(list)
        open_lines = {line.pk: line for line, _ in rows}
        links = [(line, first) for line, first in rows if first]
        every_line = [*open_lines.values(), *(first for _, first in links)]
        self.transitions, self.sight = load({line.checklist_id for line in every_line})
        self.places = {key: Place.of(row) for key, row in self.transitions.items()}
        self.health = {row.pk: standing.stands(row, today) for row in self.transitions.values()}
        self._sort_lines(open_lines.values())
        self._sort_links(links)

    def _sort_lines(self, open_lines: Iterable[Line]) -> None:
        sunday = sunday_of(self.today)
        for line in open_lines:
            if line.due_on <= sunday:
                for pk in line.people:
                    self.own[pk].append(line)
            if line.due_on < self.today:
                for pk in _concerned(self.transitions[line.checklist_id]):
                    self.late[pk].append(line)

    def _sort_links(self, links: list[tuple[Line, Line]]) -> None:
        """Who waits for what; what comes first is due first."""
        for line, first in sorted(links, key=lambda link: (link[1].due_on, link[0].due_on)):
            self.blockers[line.pk].append(first)
            self.waiting[first.pk].append(line)
            for pk in line.people:
                self.waits[pk].append((line, first))

    def items(self, person: User) -> tuple[tuple[Task, ...], tuple[Owed, ...]]:
        """What the person has to do, and what others owe."""
        tasks = [
            self._task(line, person) for line in self.own[person.pk] if self._sees(person, line)
        ]
        return tuple(tasks), tuple(self._owed(person))

    def _sees(self, person: User, line: Line) -> bool:
        return self.sight.sees(person, self.places[line.checklist_id])

    def _task(self, line: Line, person: User) -> Task:
        transition = self.transitions[line.checklist_id]
        partner = line.helper if line.assignee and line.assignee.pk == person.pk else line.assignee
        return Task(
            item_id=line.pk,
            transition_id=transition.pk,
            title=line.title,
            due_on=line.due_on,
            account=transition.account.name,
            health=self.health[transition.pk],
            partner=partner,
            waits_for=tuple(_other(line, person) for line in self.blockers[line.pk]),
            unblocks=tuple(_other(line, person) for line in self.waiting[line.pk]),
        )

    def _owed(self, person: User) -> Iterable[Owed]:
        """What blocks the person, then what else is late around them; each item once."""
        told: set[int] = set()
        sunday = sunday_of(self.today)
        for mine, theirs in self.waits[person.pk]:
            is_pressing = mine.due_on <= sunday or theirs.due_on < self.today
            if is_pressing and theirs.pk not in told and self._is_of_others(theirs, person):
                told.add(theirs.pk)
                yield self._debt(theirs, person, _other(mine, person))
        for line in self.late[person.pk]:
            if line.pk not in told and self._is_of_others(line, person):
                yield self._debt(line, person, None)

    def _is_of_others(self, line: Line, person: User) -> bool:
        """Whether others owe it: what waits for the reader is not theirs to hurry with."""
        if line.assignee is None or person.pk in line.people or not self._sees(person, line):
            return False
        return all(person.pk not in first.people for first in self.blockers[line.pk])

    def _debt(self, line: Line, person: User, blocks: Other | None) -> Owed:
        transition = self.transitions[line.checklist_id]
        return Owed(
            item_id=line.pk,
            transition_id=transition.pk,
            title=line.title,
            due_on=line.due_on,
            account=transition.account.name,
            people=tuple(_placed(who, transition) for who in line.others(person.pk)),
            blocks=blocks,
        )


def _concerned(transition: Transition) -> set[int]:
    """Whom it concerns that an item of somebody else is late; who has handed over is done."""
    both = {transition.incoming_id, transition.manager_id}
    return both if transition.has_moved else both | {transition.outgoing_id}


def _other(line: Line, person: User) -> Other:
    others = line.others(person.pk)
    return Other(line.title, line.due_on, others, is_mine=person.pk in line.people)


def _placed(who: Who, transition: Transition) -> Who:
    sides = {transition.outgoing_id: "out", transition.incoming_id: "in"}
    return replace(who, side=sides.get(who.pk, ""))
