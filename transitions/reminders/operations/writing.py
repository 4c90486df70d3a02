"""Digests are written: one row a person a day, and a mail where there is something to say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from accounts.people.models import User, UserQuerySet
from config.lib import places
from config.lib.garbage import uncollected
from config.lib.mail.operations import Draft
from config.lib.room import roomy
from transitions.reminders.models import Digest
from transitions.reminders.operations.keeping import NOTHING, Telling, keep, telling
from transitions.reminders.operations.rendering import Press
from transitions.reminders.queries import recipients
from transitions.reminders.queries.agendas import agendas
from transitions.reminders.rules.letter import compose
from transitions.reminders.rules.timing import greeting

logger = logging.getLogger(__name__)

BATCH = 500

Hour = Callable[[User], time]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one person's digest: the mail with the mentions and answers it tells, or why it
    does not go out.
    """

    person: User
    draft: Draft | None
    reason: str = ""
    told: Telling = NOTHING


def write_due(now: datetime) -> int:
    """Write every digest that is due at a moment; returns how many mails that makes.

    Any number of workers may do this at once: the ledger takes one row a person a day, and a
    batch that comes second is thrown away whole.
    """
    mails = 0
    for due in recipients.due(now):
        written = _write_all(due.people, due.day, due.time_for, now)
        mails += sum(not done.reason for done in written)
    return mails


@transaction.atomic
def leave_out_due(now: datetime) -> int:
    """Note every digest that is due at a moment as written, without a mail; returns how many."""
    left_out = [Digest(person=who, on=due.day) for due in recipients.due(now) for who in due.people]
    return len(Digest.objects.bulk_create(left_out))


def write_day(day: date, *, now: datetime) -> list[Written]:
    """Write the digests of a day for everybody who wants one and has none, whatever the hour."""
    return list(_write_all(recipients.due_on(day), day, _own_hour, now))


def preview(day: date, *, now: datetime) -> list[Written]:
    """What `write_day` would write; nothing is kept."""
    people = list(recipients.due_on(day))
    batches = (people[start : start + BATCH] for start in range(0, len(people), BATCH))
    return [done for batch in batches for done in _prepare(batch, day, _own_hour, now)]


def _own_hour(person: User) -> time:
    return person.digest_at


def _write_all(people: UserQuerySet, day: date, hour: Hour, now: datetime) -> Iterator[Written]:
    """Batch by batch, each in one transaction; people are asked for once.

    A batch is refused when another worker has written some of it. Then people are asked for again,
    for who has a row is no longer among them. An error with a batch that nobody has written
    anything of is another one, and is raised.
    """
    waiting = list(people.all())
    while batch := waiting[:BATCH]:
        try:
            with uncollected():
                done = _prepare(batch, day, hour, now)
                told = Telling.of_all(one.told for one in done)
                keep({one.person.pk: one.draft for one in done}, day, told=told)
        except IntegrityError:
            if not Digest.objects.filter(on=day, person__in=batch).exists():
                raise
            logger.info("Another worker has written digests of this batch; looking again")
            waiting = list(people.all())
            continue
        yield from done
        waiting = waiting[BATCH:]


@roomy
def _prepare(people: Sequence[User], day: date, hour: Hour, now: datetime) -> list[Written]:
    away = recipients.away(people, day)
    agenda_of = agendas([person for person in people if person.pk not in away], day)
    press = Press(now)
    written = []
    for person in people:
        if person.pk in away:
            written.append(Written(person, None, away[person.pk]))
            continue
        hello = f"{greeting(hour(person))} {person.first_name}"
        try:
            with places.written_for(person.locale):
                letter = compose(agenda_of[person.pk], hello=hello, today=day)
                draft = press.draft(person, letter) if letter else None
        except Exception as error:  # one person's digest must not cost all the others theirs
            logger.exception("The digest of person %s could not be written", person.pk)
            draft = press.apology(person, day, error)
            written.append(Written(person, draft, "could not be written, the outbox says why"))
            continue
        told = telling(agenda_of[person.pk])
        written.append(Written(person, draft, "" if draft else "nothing to say", told))
    return written
