"""People read their mentions, and stop mails about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from accounts.people.choices import MentionMail
from accounts.people.models import User
from config.lib import acting
from transitions.comments.models import Mention


def read(mentions: Collection[int], *, by: User, now: datetime) -> int:
    """Note that a person has seen these mentions of theirs; returns how many were new."""
    if not mentions:
        return 0
    own = Mention.objects.filter(pk__in=mentions, person=by).unread()
    return own.update(read_at=now)


def read_all(*, by: User, now: datetime) -> int:
    """Note that a person wants to see none of their mentions as new; returns how many were."""
    return Mention.objects.visible_to(by).unread().update(read_at=now)


def stop_mails(person: User) -> None:
    """Tell a person of mentions in their digest again, and in no mail of its own."""
    person.mention_mail = MentionMail.DIGEST
    with acting.by(person.pk):  # the link proves who it is, also where nobody has signed in
        person.save(update_fields=["mention_mail"])
