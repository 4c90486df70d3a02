"""Random work on transitions by several processes at once, through the product's operations."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from django.db import connection, connections
from django.utils import timezone

from accounts.people.models import User
from checklists.runs.models import Item, Phase
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import CannotChange, NewItem, Who
from transitions.portfolio.operations.fill import drifted


class Walker:
    """Somebody who does one thing after the other, at random, on some transitions."""

    def __init__(self, transition_ids: Sequence[int], seed: int) -> None:
        self.random = Random(seed)
        self.transitions = list(
            Transition.objects.filter(pk__in=transition_ids, checklist__isnull=False)
            .select_related("outgoing", "incoming", "manager", "calendar")
            .order_by("pk")
        )
        self.items: dict[int, list[int]] = {}
        self.people = {
            found.pk: [found.outgoing, found.incoming, found.manager] for found in self.transitions
        }
        self.calendars = {found.pk: found.calendar.work_calendar() for found in self.transitions}
        self.done: Counter[str] = Counter()

    def walk(self, steps: int) -> Counter[str]:
        """Do so many things; what the product refuses counts as done too, as “refused”."""
        for _ in range(steps):
            transition = self.random.choice(self.transitions)
            person = self.random.choice(self.people[transition.pk])
            self._step(transition, Who(person, timezone.now()))
        return self.done

    def _step(self, transition: Transition, who: Who) -> None:
        if transition.pk not in self.items:
            own = Item.objects.filter(checklist=transition.checklist_id)
            self.items[transition.pk] = list(own.values_list("pk", flat=True))
        known = self.items[transition.pk]
        name = self.random.choices(list(ACTS), [weight for _, weight in ACTS.values()])[0]
        try:
            ACTS[name][0](self, transition, self.random.choice(known), who)
            self.done[name] += 1
        except CannotChange:
            self.done["refused"] += 1

    def colleague(self, transition: Transition) -> User:
        return self.random.choice(self.people[transition.pk])

    def day(self, transition: Transition) -> tuple[WorkCalendar, datetime]:
        calendar = self.calendars[transition.pk]
        return calendar, timezone.now() + timedelta(days=self.random.randint(-20, 20))


def _tick(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    items.tick(transition.pk, item, who)


def _untick(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    items.untick(transition.pk, item, who)


def _skip(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    items.skip(transition.pk, item, "Does not apply here.", who)


def _move(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    calendar, about = walker.day(transition)
    items.move_date(transition.pk, item, calendar.next_working(about.date()), who, anyway=True)


def _reassign(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    items.reassign(transition.pk, item, walker.colleague(transition), who)


def _note(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    items.note(transition.pk, item, "Talked about it on the phone.", who)


def _add(walker: Walker, transition: Transition, item: int, who: Who) -> None:
    calendar, about = walker.day(transition)
    phases = Phase.objects.filter(checklist=transition.checklist_id)
    required = walker.random.random() < 0.5
    due_on = calendar.next_working(about.date())
    new = NewItem(
        phase_id=walker.random.choice(list(phases)).pk,
        title="Ask for the spare key",
        guidance="",
        assignee=walker.colleague(transition),
        due_on=due_on,
        is_required=required,
        is_gate=required and due_on <= transition.owns_on,
    )
    walker.items[transition.pk].append(items.add(transition.pk, new, who).pk)


ACTS: dict[str, tuple[Callable[[Walker, Transition, int, Who], None], float]] = {
    "tick": (_tick, 45),
    "untick": (_untick, 30),
    "skip": (_skip, 6),
    "move": (_move, 8),
    "reassign": (_reassign, 6),
    "note": (_note, 4.9),
    "add": (_add, 0.1),
}
"""What is done, and how often out of a hundred times; few are added, so that lists stay short."""


def on_database(steps: int, processes: int) -> str:
    """Work on the first hundred active transitions of the filled database."""
    active = Transition.objects.active().order_by("pk").values_list("pk", flat=True)
    return run(list(active[:100]), steps=steps, processes=processes)


def run(transition_ids: Sequence[int], *, steps: int, processes: int, seed: int = 1) -> str:
    """Let several processes work on the same transitions, then look for drift.

    The work is shared out in portions, and a line on standard error tells how far it has come.

    Returns:
        What was done, how fast, and what differs.
    """
    began = time.monotonic()
    connections.close_all()
    size = min(PORTION, -(-steps // processes))
    portions = [
        (list(transition_ids), min(size, steps - start), seed + start)
        for start in range(0, steps, size)
    ]
    done = Counter[str]()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for portion in pool.imap_unordered(_walk, portions):
            done += portion
            sys.stderr.write(f"{done.total():,} of {steps:,} operations\n")
    took = time.monotonic() - began
    wrong = drifted(transition_ids, today=timezone.localdate())
    told = ", ".join(f"{count:,} {name}" for name, count in sorted(done.items()))
    speed = f"{done.total():,} operations in {took:.0f} s, {done.total() / took:.0f}/s"
    return f"{speed} ({told}). " + ("\n".join(wrong[:20]) or "No drift.")


PORTION = 10_000
"""A process does so many operations at most before it tells of them."""


def _walk(portion: tuple[list[int], int, int]) -> Counter[str]:
    transition_ids, steps, seed = portion
    with suppress(Exception):
        connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")  # what is counted here is not durability
    return Walker(transition_ids, seed).walk(steps)
