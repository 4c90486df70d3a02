"""Mails as they lie in the outbox."""

from datetime import UTC, datetime
from typing import Any

from accounts.people.models import User
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Draft, queue

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def mail(person: User, **fields: Any) -> Message:
    plain: dict[str, Any] = {
        "kind": MessageKind.DIGEST,
        "subject": f"1 due today for {person.first_name}",
        "body_text": f"Good morning {person.first_name}.",
        "body_html": f"<p>Good morning <b>{person.first_name}</b>.</p>",
        "headers": {"List-Unsubscribe": "<https://changeover.example/unsubscribe/abc/>"},
        "send_after": NOW,
    }
    return queue(Draft(person=person, to=person.email, **(plain | fields)))


def failed(person: User, **fields: Any) -> Message:
    message = mail(person, **fields)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED, attempts=1, last_error="The mail server refused it: 550 No"
    )
    message.refresh_from_db()
    return message
