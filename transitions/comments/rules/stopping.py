"""The link in a mail about a mention that stops such mails: signed, good without signing in."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SALT = "transitions.comments.stop"
GOOD_FOR = timedelta(days=400)


class BadLink(Exception):
    """The link was shortened or changed on its way, or it is too old."""


def link_for(person_id: int) -> str:
    """The address, without the site, on which a person stops mails about mentions."""
    return reverse("mentions_stop", args=[signing.dumps(person_id, salt=SALT)])


def person_of(token: str) -> int:
    """Whose mails a link stops.

    Raises:
        BadLink: it is none of ours, or older than 400 days.
    """
    try:
        person_id = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise BadLink from error
    if not isinstance(person_id, int):
        raise BadLink
    return person_id
