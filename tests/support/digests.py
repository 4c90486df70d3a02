"""What lies in the outbox for whom."""

from __future__ import annotations

from accounts.people.models import User
from config.lib.mail.models import Message


def mail_to(person: User) -> Message:
    """The only mail to a person."""
    return Message.objects.get(person=person)


def subjects() -> dict[str, str]:
    """What everybody got, by first name."""
    return {mail.person.first_name: mail.subject for mail in Message.objects.all() if mail.person}
