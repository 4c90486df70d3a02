"""Links in mails that do one thing for one person without signing in: signed, good for a year."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

GOOD_FOR = timedelta(days=400)


class BadLink(Exception):
    """The link was shortened or changed on its way, or it is too old."""


def token_for(person_id: int, *, salt: str) -> str:
    """What stands in the address; `salt` says what it is for, and it is good for nothing else."""
    return signing.dumps(person_id, salt=salt)


def person_of(token: str, *, salt: str) -> int:
    """Whose link it is.

    Raises:
        BadLink: it is none of ours for this purpose, or older than 400 days.
    """
    try:
        person_id = signing.loads(token, salt=salt, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise BadLink from error
    if not isinstance(person_id, int):
        raise BadLink
    return person_id
