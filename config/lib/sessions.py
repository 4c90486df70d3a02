"""Sessions as Django keeps them in the database, found by a query that is written once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.lib.kept import Kept

FINDING: Kept[Session] = Kept(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """The store that Django names in SESSION_ENGINE.

    Its name is that of Django's own, by which what is kept is signed.
    """

    def load(self) -> dict[str, Any]:
        found = FINDING.get(self.session_key or "")
        if found is not None and found.expire_date > timezone.now():
            return self.decode(found.session_data)
        return super().load()  # which forgets the key of a session that is over
