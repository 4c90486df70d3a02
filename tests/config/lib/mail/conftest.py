from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from config.lib.mail.choices import MessageKind
from config.lib.mail.models import Message
from config.lib.mail.operations import Delivered, Draft, delivery, queue
from tests.support.smtp import smtp_sink

__all__ = ["smtp_sink"]

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)

Queue = Callable[..., Message]


@pytest.fixture
def queued(db: None) -> Queue:
    """Puts a mail into the outbox, due at 07:30 in Vienna on Tuesday 24 November."""

    def put(to: str = "priya.raman@norvane.example", **fields: Any) -> Message:
        plain: dict[str, Any] = {
            "kind": MessageKind.DIGEST,
            "subject": "2 overdue, 3 due today",
            "body_text": "Good morning Priya.",
            "body_html": "<p>Good morning Priya.</p>",
            "send_after": NOW,
        }
        return queue(Draft(to=to, **(plain | fields)))

    return put


def deliver(at: datetime = NOW) -> Delivered:
    """Deliver what is due at a moment."""
    return delivery.deliver(clock=lambda: at)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)
