"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.people.models import User
from config.lib import browsers
from config.lib.kept import Kept

FINDING: Kept[User] = Kept(lambda pk: User.objects.filter(pk=pk, is_active=True))


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which a person is signed in, in words."""

    pk: int
    browser: str
    place: str
    since: datetime
    last_seen_at: datetime
    is_this_one: bool


def person_of(session: SessionBase) -> User | None:
    """Who is signed in by a session, active and with the password of then; one query, or none.

    Of a session that came by a way that is no longer open, nobody is.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    person = FINDING.get(User._meta.pk.to_python(session[SESSION_KEY]))
    if person is None:
        return None
    stored = session.get(HASH_SESSION_KEY, "")
    return person if constant_time_compare(stored, person.get_session_auth_hash()) else None


def has_ended(request: HttpRequest) -> bool:
    """Whether a browser sends a session that lets nobody in any more; on a first visit it has none.

    Sessions of who has not signed in yet are not over: they keep a step of signing in.
    """
    if request.user.is_authenticated or not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return False
    return request.session.session_key is None


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
