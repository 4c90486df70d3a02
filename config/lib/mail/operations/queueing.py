"""A mail becomes a row; a failed one is taken up again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Value
from django.db.models.sql import InsertQuery
from django.utils import timezone

from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message, MessageQuerySet

if TYPE_CHECKING:
    from accounts.people.models import User

SUBJECT_LENGTH = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail that is to be sent: always a subject, a text, and the same as HTML.

    `send_after` left out means at once; `message_id` left out means a new one of this site. One
    with `trouble` is kept as failed, with that as the reason; it goes out when somebody retries.
    """

    kind: MessageKind
    to: str
    subject: str
    body_text: str
    body_html: str
    person: User | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    send_after: datetime | None = None
    message_id: str | None = None
    trouble: str = ""


def queue(draft: Draft) -> Message:
    """Write a mail into the outbox, in the caller's transaction; a worker sends it."""
    message = _row(draft)
    message.save(force_insert=True)
    return message


def queue_all(drafts: Iterable[Draft]) -> list[Message]:
    """Write many mails into the outbox with one query, in the order they came."""
    messages = _rows(drafts)
    Message.objects.bulk_create(messages)
    for message in messages:
        message.claimed_until = None
    return messages


def insert_of(drafts: Iterable[Draft]) -> tuple[str, tuple[Any, ...]]:
    """The INSERT by which `queue_all` writes mails, and its values, for a larger statement."""
    query = InsertQuery(Message)
    fields = [field for field in Message._meta.concrete_fields if not field.primary_key]
    query.insert_values(fields, [*_rows(drafts)])
    [(sql, values)] = query.get_compiler(connection=connection).as_sql()
    return sql, values


def retry(message_id: int, *, now: datetime) -> bool:
    """Give a failed mail a new round of attempts; says whether it was one worth sending.

    It keeps its Message-ID, so that a mail that did arrive is recognised as the same.
    """
    return bool(retry_all(Message.objects.filter(pk=message_id), now=now))


def retry_all(messages: MessageQuerySet, *, now: datetime) -> int:
    """Give all failed mails of these a new round of attempts; returns how many there were.

    Digests that are too old to be useful stay as they are.
    """
    return (
        messages.failed()
        .worth_sending(now)
        .update(state=MessageState.QUEUED, attempts=0, send_after=now, last_error="")
    )


def send_now(message_id: int, *, now: datetime) -> bool:
    """Let a mail that was put off go out with the next sweep; says whether it was one.

    Its attempts are counted on, and a digest that is too old to be useful stays as it is.
    """
    put_off = Message.objects.filter(pk=message_id).put_off().worth_sending(now)
    return bool(put_off.filter(send_after__gt=now).update(send_after=now))


def hold_unsent(reason: str) -> int:
    """Keep every mail that has not gone out as failed until somebody retries; returns how many."""
    unsent = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
    return unsent.update(
        state=MessageState.FAILED, last_error=reason, claimed_by=None, claimed_until=None
    )


def withdraw(messages: MessageQuerySet) -> int:
    """Delete those of these mails that have not gone out, also failed ones; returns how many.

    The rows are locked first, so that no worker takes up one of them meanwhile. What a worker is
    sending at the moment goes out.
    """
    unsent = messages.filter(state__in=[MessageState.QUEUED, MessageState.FAILED])
    keys = list(unsent.select_for_update().order_by("pk").values_list("pk", flat=True))
    if keys:
        Message.objects.filter(pk__in=keys).delete()
    return len(keys)


def _rows(drafts: Iterable[Draft]) -> list[Message]:
    """Mails that are written together.

    An expression in each makes Django send rows instead of one array a column, which PostgreSQL
    and its driver take three times as long to read where texts are as long as mails.
    """
    messages = [_row(draft) for draft in drafts]
    for message in messages:
        message.claimed_until = Value(None)
    return messages


def _row(draft: Draft) -> Message:
    return Message(
        kind=draft.kind,
        person=draft.person,
        to=draft.to,
        subject=" ".join(draft.subject.split())[:SUBJECT_LENGTH],
        body_text=draft.body_text,
        body_html=draft.body_html,
        headers=dict(draft.headers),
        message_id=draft.message_id or make_msgid(domain=_host()),
        send_after=draft.send_after or timezone.now(),
        state=MessageState.FAILED if draft.trouble else MessageState.QUEUED,
        last_error=draft.trouble,
    )


def _host() -> str:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return "localhost" if ":" in host else host
