"""What follows from values alone: who is gone, links of invitations, names in a row, what
a form has seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.core import signing
from django.urls import reverse

SALT = "accounts.people.invitation"
BETWEEN_NAMES = re.compile(r"[,;\n]")


class Gone(StrEnum):
    """Why nobody can count on somebody any more, as it stands behind a name."""

    LEFT = "has left"
    DEACTIVATED = "is deactivated"


class BadLink(Exception):
    """The link was shortened or changed on its way."""


def invitation_link(key: UUID) -> str:
    """The address, without the site, on which an invitation is accepted."""
    return reverse("invitation_accept", args=[signing.dumps(key.hex, salt=SALT)])


def invitation_key(token: str) -> UUID:
    """The key in a link.

    Raises:
        BadLink: it is none of ours.
    """
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, AttributeError, TypeError) as error:
        raise BadLink from error


def gone(*, is_active: bool, last_day_on: date | None, today: date) -> Gone | None:
    """Whether nobody can count on somebody any more: past the last day, or deactivated.

    Who is deactivated has left, too, unless the last day is still ahead. On the last day itself
    people are here.
    """
    if last_day_on is not None and last_day_on < today:
        return Gone.LEFT
    if is_active:
        return None
    return Gone.LEFT if last_day_on is None else Gone.DEACTIVATED


def names_in(text: str) -> list[str]:
    """The names in a text, with a comma or a line between them; none twice, in any case."""
    found: dict[str, str] = {}
    for part in BETWEEN_NAMES.split(text):
        name = " ".join(part.split())
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def fingerprint(values: Iterable[object]) -> str:
    """Changes whenever one of the values does; a page that shows another one is stale."""
    return sha256("\n".join(map(str, values)).encode()).hexdigest()[:16]
