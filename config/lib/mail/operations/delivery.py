"""Mails leave the house: claimed, sent one by one, each outcome saved at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.rules import (
    ATTEMPTS,
    Trouble,
    after_failure,
    read_connecting,
    read_sending,
    too_old,
    wait_for_server,
)

if TYPE_CHECKING:
    from accounts.people.models import User

logger = logging.getLogger(__name__)

DELIVERY = "config.lib.mail.tasks.deliver"
"""What the queue calls the sweep over mails that are due."""
BATCH = 50
ROUND = timedelta(minutes=1)
"""How long one round takes up mails; the next sweep has the rest, and others their turn."""
LEASE = timedelta(minutes=5)
"""How long one mail may take. A worker that needs longer has died, and another takes over."""
STOPPED = Trouble("Each time the worker stopped while it was sending this mail.", may_pass=False)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of a round: how many were sent, put off, and given up."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def deliver(*, clock: Clock) -> Delivered:
    """Send the mails that are due for a minute, batch by batch over one connection each.

    Any number of workers may do this at once: a mail is claimed by one of them. When the mail
    server cannot be reached, the batch is put off and the round ends.
    """
    total, until = Delivered(), clock() + ROUND
    while True:
        claim = uuid4()
        messages = _claim(claim, now=clock())
        if not messages:
            return total
        courier = _Courier(claim, clock)
        courier.carry(messages)
        total = _sum(total, courier.delivered)
        if courier.is_cut_off or clock() >= until:
            return total


def _claim(claim: UUID, *, now: datetime) -> list[Message]:
    """Mark up to a batch of due mails as ours; the condition holds even against a race."""
    due = Message.objects.due(now)
    keys = list(due.order_by("send_after", "pk").values_list("pk", flat=True)[:BATCH])
    if not keys:
        return []
    due.filter(pk__in=keys).update(
        state=MessageState.SENDING, claimed_by=claim, claimed_until=now + LEASE
    )
    mine = Message.objects.filter(claimed_by=claim).select_related("person")
    return list(mine.order_by("send_after", "pk"))


class _Courier:
    """One worker's trip to the mail server with the mails it has claimed."""

    def __init__(self, claim: UUID, clock: Clock) -> None:
        self.claim = claim
        self.clock = clock
        self.delivered = Delivered()
        self.connection: BaseEmailBackend | None = None
        self.cut_off: Trouble | None = None

    @property
    def is_cut_off(self) -> bool:
        return self.cut_off is not None

    def carry(self, messages: list[Message]) -> None:
        try:
            for message in messages:
                if self._begin(message):
                    self._settle(message, self._send(message))
        finally:
            self._hang_up()

    def _begin(self, message: Message) -> bool:
        """Renew the claim and count the attempt; False when another worker has taken over."""
        message.attempts += 1
        return self._save(message, claimed_until=self.clock() + LEASE, attempts=F("attempts") + 1)

    def _send(self, message: Message) -> Trouble | None:
        """Hand one mail over; whatever goes wrong with it is its own trouble only."""
        if message.attempts > ATTEMPTS:
            return STOPPED
        if useless := _why_useless(message, self.clock()):
            return useless
        if self.cut_off:
            return self.cut_off
        try:
            connection = self._connect()
        except OSError as error:
            self._hang_up()
            self.cut_off = read_connecting(error)
            return self.cut_off
        try:
            _mail(message, connection).send()
        except Exception as error:  # a mail that nobody can send must not stop the others
            self._hang_up()
            trouble = read_sending(error)
            if trouble.is_surprise:
                logger.exception("Mail %s could not be sent", message.pk)
            return trouble
        return None

    def _settle(self, message: Message, trouble: Trouble | None) -> None:
        """Save what came of a mail; one with a private link does not keep its text once sent."""
        free: dict[str, Any] = {"claimed_by": None, "claimed_until": None}
        now = self.clock()
        if trouble is None:
            kept = {"body_text": "", "body_html": ""} if message.is_private else {}
            sent = {"state": MessageState.SENT, "sent_at": now, "last_error": ""}
            self._save(message, **sent, **kept, **free)
            self.delivered = replace(self.delivered, sent=self.delivered.sent + 1)
            return
        if trouble.is_of_server:
            later = now + wait_for_server(now - message.created_at)
            self._put_off(message, trouble.reason, later, attempts=F("attempts") - 1, **free)
            return
        decision = after_failure(trouble, message.attempts)
        if decision.wait is None:
            self._save(message, state=MessageState.FAILED, last_error=decision.reason, **free)
            self.delivered = replace(self.delivered, failed=self.delivered.failed + 1)
            logger.warning("Mail %s failed: %s", message.pk, decision.reason)
            return
        self._put_off(message, decision.reason, now + decision.wait, **free)

    def _put_off(self, message: Message, reason: str, later: datetime, **changes: Any) -> None:
        state = MessageState.QUEUED
        self._save(message, state=state, send_after=later, last_error=reason, **changes)
        self.delivered = replace(self.delivered, put_off=self.delivered.put_off + 1)

    def _save(self, message: Message, **changes: Any) -> bool:
        mine = Message.objects.filter(pk=message.pk, claimed_by=self.claim)
        return bool(mine.update(**changes))

    def _connect(self) -> BaseEmailBackend:
        if self.connection is None:
            self.connection = get_connection()
            self.connection.open()
        return self.connection

    def _hang_up(self) -> None:
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()
            self.connection = None


def _why_useless(message: Message, now: datetime) -> Trouble | None:
    """Why nobody has any use for a mail by now; None when somebody has."""
    if message.kind == MessageKind.DIGEST and message.person and not message.person.is_active:
        return _has_left(message.person)
    return too_old(message.last_error) if message.is_too_old(now) else None


def _has_left(person: User) -> Trouble:
    name = person.full_name
    return Trouble(f"{name} can no longer sign in, so the digest was not sent.", may_pass=False)


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        to=[message.to],
        connection=connection,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            **message.headers,
        },
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    return mail


def _sum(one: Delivered, other: Delivered) -> Delivered:
    return Delivered(one.sent + other.sent, one.put_off + other.put_off, one.failed + other.failed)
