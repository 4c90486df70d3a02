"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from accounts.people.models import User
from config.lib import browsers


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which a person is signed in, in words."""

    pk: int
    browser: str
    place: str
    since: datetime
    last_seen_at: datetime
    is_this_one: bool


def of(person: User) -> QuerySet[UserSession]:
    """A person's own sessions; anybody else's are not there."""
    own: QuerySet[UserSession] = UserSession.objects.filter(user=person)
    return own


def open_ones(person: User, this_one: str, now: datetime) -> list[OpenSession]:
    """The sessions that still let a person in, this one first; two queries."""
    known = {one.session_key: one for one in of(person).order_by("-last_seen_at")}
    alive = {
        session.session_key
        for session in Session.objects.filter(session_key__in=known, expire_date__gt=now)
        if session.get_decoded().get(HASH_SESSION_KEY) == person.get_session_auth_hash()
    }
    rows = [
        OpenSession(
            pk=one.pk,
            browser=browsers.browser(one.user_agent),
            place=browsers.place(one.ip),
            since=one.created_at,
            last_seen_at=one.last_seen_at,
            is_this_one=key == this_one,
        )
        for key, one in known.items()
        if key in alive
    ]
    return sorted(rows, key=lambda row: not row.is_this_one)
