"""Whom questions, answers, promises and dossiers reach that were found for a batch of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from accounts.people.choices import Role
from accounts.people.models import User
from config.lib.workdays import WorkCalendar, calendar_of
from transitions.dossier.choices import Course
from transitions.dossier.models import Decision
from transitions.dossier.rules import UNSAID, course, escalates_on
from transitions.reminders.queries.rows import Row
from transitions.reminders.queries.seeing import Sight
from transitions.reminders.queries.turning import turns_in
from transitions.reminders.queries.waiting import Found, guests_in, place_of, teams_of
from transitions.reminders.rules import waiting as rules
from transitions.reminders.rules.turns import is_told
from transitions.reminders.rules.waiting import Answered, Kind, Owing, Urgency, Waiting, Waits
from transitions.reminders.rules.who import Who

SETTLED = {Course.DECLINED, Course.PASSED}
"""Of these who takes over hears nothing: the client knows, or the account is theirs."""


def waiting(people: Sequence[User], found: Found, today: date) -> dict[int, Waiting]:
    """What waits for each person's word, what others owe them, and answers to them; no query."""
    reach = _Reach(people, found, today)
    for row in found.questions:
        reach.question(row)
    for row in found.promises:
        reach.promise(row)
    for row in found.turns:
        reach.turn(row)
    return {person.pk: reach.of(person) for person in people}


class _Reach:
    """Sorts what was found by whom it reaches: only who still may see it."""

    def __init__(self, people: Sequence[User], found: Found, today: date) -> None:
        self.today = today
        self.people = {person.pk: person for person in people}
        self.administrators = [person.pk for person in people if person.is_administrator]
        rows = [*found.questions, *found.promises, *found.turns]
        self.sight, self.reading = Sight(teams_of(rows)), Sight(guests_in(rows))
        self.calendars: dict[str, WorkCalendar] = {}
        self.own: dict[int, dict[tuple[Kind, int], Waits]] = defaultdict(dict)
        self.owing: dict[int, list[Owing]] = defaultdict(list)
        self.answers: dict[int, list[Answered]] = defaultdict(list)

    def of(self, person: User) -> Waiting:
        owing = sorted(
            self.owing[person.pk], key=lambda one: (one.due_on or date.max, one.kind, one.pk)
        )
        answers = sorted(self.answers[person.pk], key=lambda one: one.pk)
        return Waiting(tuple(self.own[person.pk].values()), tuple(owing), tuple(answers))

    def question(self, row: Row) -> None:
        """An open one goes to who answers, then to the manager; an answer to who asked."""
        if row["answerer_name"]:
            self._answer(row)
            return
        due_on = _day(row["due_on"])
        if person := self._reader(row, row["outgoing"]):
            self._put(person, Kind.QUESTION, row, due_on, _question(row))
        manager = self._reader(row, row["manager"])
        if manager and row["manager"] != row["outgoing"] and self._climbs(row, due_on, manager):
            self.owing[manager.pk].append(
                Owing(
                    pk=row["pk"],
                    kind=Kind.QUESTION,
                    text=row["text"],
                    due_on=due_on,
                    account=row["account"],
                    path=_question(row),
                    who=_side(row, "outgoing"),
                    is_here=bool(row["outgoing_is_active"]),
                    asker=_first(row["asker_name"]),
                )
            )

    def promise(self, row: Row) -> None:
        """What becomes of it decides whom it reaches; without a handover, its owner."""
        due_on = _day(row["due_on"])
        if "transition" not in row:
            if owner := self.people.get(row["owner"]):
                profile = reverse("account_profile", args=[row["account_pk"]])
                self._put(owner, Kind.PROMISE, row, due_on, f"{profile}#commitments")
            return
        became, path = _course(row), _dossier(row, "commitments")
        incoming = self._reader(row, row["incoming"])
        if became == Course.UNTOLD:
            self._untold(row, incoming, due_on, path)
        elif became in UNSAID:
            if incoming and rules.asks_for_decision(due_on, self.today):
                self._put(incoming, Kind.DECISION, row, due_on, path)
        elif incoming and became not in SETTLED and rules.is_near(due_on, self.today):
            self._put(incoming, Kind.PROMISE, row, due_on, path)

    def turn(self, row: Row) -> None:
        """Whose turn it is with a dossier: its sections, then the whole."""
        owns_on = date.fromisoformat(row["owns_on"])
        for one in turns_in(row, self.administrators):
            person = self._reader(row, one.person)
            if person is None or not is_told(one.is_new, owns_on, self.today):
                continue
            self.own[person.pk][one.turn.kind, row["transition"]] = Waits(
                pk=row["transition"],
                kind=one.turn.kind,
                text=one.turn.text,
                due_on=owns_on,
                account=row["account"],
                path=f"{reverse('dossier', args=[row['transition']])}#{one.place}",
                urgency=self._urgency(person, owns_on),
                why=one.turn.why,
            )

    def _untold(self, row: Row, incoming: User | None, due_on: date | None, path: str) -> None:
        """Both who takes over and the manager hear of it until the client was told."""
        if incoming:
            self._put(incoming, Kind.CLIENT, row, due_on, path)
        manager = self._reader(row, row["manager"])
        if manager and row["manager"] != row["incoming"]:
            who = _side(row, "incoming")
            self.owing[manager.pk].append(
                Owing(row["pk"], Kind.CLIENT, row["text"], due_on, row["account"], path, who)
            )

    def _answer(self, row: Row) -> None:
        if asker := self._reader(row, row["asker"]):
            self.answers[asker.pk].append(
                Answered(
                    pk=row["pk"],
                    who=_first(row["answerer_name"]),
                    text=row["text"],
                    account=row["account"],
                    path=_dossier(row, row["section"]),
                )
            )

    def _reader(self, row: Row, pk: int) -> User | None:
        """Somebody of this batch to whom the dossier is open: they see the transition, and its
        account as well; who only reads is told of nothing.
        """
        person = self.people.get(pk)
        if person is None or person.role == Role.LEADER:
            return None
        place = place_of(row)
        is_open = self.sight.sees(person, place) and self.reading.sees(person, place)
        return person if is_open else None

    def _climbs(self, row: Row, due_on: date | None, manager: User) -> bool:
        """Whether a question goes to the manager: at once where nobody else can answer it."""
        if not row["outgoing_is_active"]:
            return True
        return due_on is not None and self.today >= escalates_on(due_on, self._calendar(manager))

    def _put(self, person: User, kind: Kind, row: Row, due_on: date | None, path: str) -> None:
        """Once, however often it was found: of a promise what its handover says comes first."""
        urgency = self._urgency(person, due_on)
        if kind == Kind.CLIENT:
            urgency = min(urgency, Urgency.SOON)
        is_question = kind == Kind.QUESTION
        key = (Kind.QUESTION if is_question else Kind.PROMISE, row["pk"])
        if "transition" in row or key not in self.own[person.pk]:
            self.own[person.pk][key] = Waits(
                pk=row["pk"],
                kind=kind,
                text=row["text"],
                due_on=due_on,
                account=row["account"],
                path=path,
                urgency=urgency,
                asker=_first(row["asker_name"]) if is_question else "",
            )

    def _urgency(self, person: User, due_on: date | None) -> Urgency:
        soon = self._calendar(person).add(self.today, rules.SOON)
        return rules.urgency(due_on, self.today, soon)

    def _calendar(self, person: User) -> WorkCalendar:
        if person.country not in self.calendars:
            self.calendars[person.country] = calendar_of(person.country)
        return self.calendars[person.country]


def _course(row: Row) -> Course:
    decision = row["stance"] and Decision(
        stance=row["stance"],
        by_id=row["by"],
        seen=row["seen"],
        client_told_on=row["client_told_on"],
        agreed_at=row["agreed_at"],
    )
    has_moved = row["moved_at"] is not None
    return course(
        decision or None, version=row["version"], incoming=row["incoming"], has_moved=has_moved
    )


def _side(row: Row, side: str) -> Who:
    short = {"outgoing": "out", "incoming": "in"}[side]
    return Who(row[side], row[f"{side}_name"], row[f"{side}_email"], short)


def _first(full_name: str) -> str:
    return Who(0, full_name, "").first_name


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


def _question(row: Row) -> str:
    return reverse("dossier_answer", args=[row["transition"], row["pk"]])


def _dossier(row: Row, section: str) -> str:
    return f"{reverse('dossier', args=[row['transition']])}#of-{section}"
