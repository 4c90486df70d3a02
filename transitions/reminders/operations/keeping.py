"""Mails and the ledger are written together: neither is ever there without the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from config.lib.mail.operations import Draft, insert_of, queue_all
from transitions.comments.choices import Told
from transitions.comments.models import Mention
from transitions.dossier.models import Question
from transitions.reminders.models import Digest
from transitions.reminders.rules.agenda import Agenda

BOTH = """
WITH mails AS ({mails} RETURNING id, person_id){told}
INSERT INTO reminders_digest (person_id, "on", message_id, created_at)
SELECT people.id, %s, mails.id, %s
FROM unnest(%s::bigint[]) AS people (id) LEFT JOIN mails ON mails.person_id = people.id
ORDER BY people.id
"""
TOLD = """, told AS (
UPDATE comments_mention SET told_at = %s, told_how = %s WHERE id = ANY(%s::bigint[])
)"""
"""Part of the same statement, where digests tell of mentions."""
ANSWERED = """, answered AS (
UPDATE dossier_question SET told_at = %s WHERE id = ANY(%s::bigint[])
)"""
"""And where they tell of answers."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What digests tell once: mentions and answered questions, by their ids."""

    mentions: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()

    @classmethod
    def of_all(cls, many: Iterable[Telling]) -> Telling:
        """What several digests tell together."""
        told = list(many)
        return cls(
            tuple(pk for one in told for pk in one.mentions),
            tuple(pk for one in told for pk in one.answers),
        )


def telling(agenda: Agenda) -> Telling:
    """What the digest of an agenda tells once."""
    answers = agenda.waiting.answers
    return Telling(tuple(one.pk for one in agenda.mentions), tuple(one.pk for one in answers))


NOTHING = Telling()


@transaction.atomic
def keep(drafts: Mapping[int, Draft | None], day: date, *, told: Telling = NOTHING) -> None:
    """Write the ledger of a day for people, by their ids, and the mails that some of them get, and
    note which mentions and answers these tell.

    PostgreSQL takes both in one statement; SQLite needs one for each. The ledger is written in the
    order of people, so that workers that write at once do not wait for each other in a circle.

    Raises:
        IntegrityError: the ledger has one of them already; then nothing is written.
    """
    mails = [draft for draft in drafts.values() if draft]
    if mails and connection.vendor == "postgresql":
        sql, values = insert_of(mails)
        with connection.cursor() as cursor:
            now = timezone.now()
            noted: list[Any] = []
            parts = ""
            if told.mentions:
                parts, noted = TOLD, [now, Told.DIGEST.value, list(told.mentions)]
            if told.answers:
                parts += ANSWERED
                noted += [now, list(told.answers)]
            both = BOTH.format(mails=sql, told=parts)
            cursor.execute(both, [*values, *noted, day, now, list(drafts)])
        return
    mail_of = {mail.person_id: mail for mail in queue_all(mails)}
    Digest.objects.bulk_create(
        Digest(person_id=person_id, on=day, message=mail_of.get(person_id))
        for person_id in sorted(drafts)
    )
    if told.mentions:
        mentions = Mention.objects.filter(pk__in=told.mentions)
        mentions.update(told_at=timezone.now(), told_how=Told.DIGEST)
    if told.answers:
        Question.objects.filter(pk__in=told.answers).update(told_at=timezone.now())
