"""The link in a digest that stops it: signed, good without signing in."""

from __future__ import annotations

from django.urls import reverse

from config.lib import signed_links

SALT = "transitions.reminders.unsubscribe"


def link_for(person_id: int) -> str:
    """The address, without the site, on which a person stops their digest."""
    return reverse("unsubscribe", args=[signed_links.token_for(person_id, salt=SALT)])


def person_of(token: str) -> int:
    """Whose digest a link stops.

    Raises:
        BadLink: it is none of ours, or older than 400 days.
    """
    return signed_links.person_of(token, salt=SALT)
