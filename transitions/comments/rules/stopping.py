"""The link in a mail about a mention that stops such mails: signed, good without signing in."""

from __future__ import annotations

from django.urls import reverse

from config.lib import signed_links

SALT = "transitions.comments.stop"


def link_for(person_id: int) -> str:
    """The address, without the site, on which a person stops mails about mentions."""
    return reverse("mentions_stop", args=[signed_links.token_for(person_id, salt=SALT)])


def person_of(token: str) -> int:
    """Whose mails a link stops.

    Raises:
        BadLink: it is none of ours, or older than 400 days.
    """
    return signed_links.person_of(token, salt=SALT)
