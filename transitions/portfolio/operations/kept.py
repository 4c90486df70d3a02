"""What one look at the dashboard leaves for the next, for as long as nothing has changed.

A board is kept under all that it depends on, and under a stamp of the changes in the database. So
nobody has to say that it is out of date: after a change it is not found any more.
"""

from __future__ import annotations

import logging
from datetime import date
from hashlib import sha256
from time import monotonic
from uuid import uuid4

from django.core.cache import caches
from django.db.models import Max, Sum
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from accounts.people.models import User
from config.lib import places
from transitions.portfolio.models import Change

logger = logging.getLogger(__name__)
ANSWERS = {"show", "by", "team", "region", "line"}
LONGEST = 300
"""Characters of answers; whoever types more is answered, and nothing is kept for them."""
LOOKED_BACK = 1000
"""How many changes a stamp adds up, so that one is noticed that commits after a later one."""
SECONDS = 120
"""How long a board is kept at the most: trends compare this hour with that of a week ago."""
PAUSE = 30
"""Seconds for which a cache that does not answer is not asked again."""
START = uuid4().hex
"""Of this start of the site: what code or templates from before have made is not shown."""
_silent_until = 0.0


def key(answers: QueryDict, user: User, today: date) -> str:
    """Under which name the board of a person is kept; empty where it is not; one query.

    The stamp is read before the board is, so that a change in between makes the board too new for
    its name, and never too old. All administrators see the same.
    """
    asked = answers.urlencode()
    if not ANSWERS.issuperset(answers) or len(asked) > LONGEST:
        return ""
    who = "administrator" if user.is_administrator else user.pk
    place = (places.current(), timezone.get_current_timezone_name(), today)
    return sha256(repr((START, who, *place, asked, stamp())).encode()).hexdigest()


def stamp() -> tuple[int, int]:
    """Differs from every earlier one as soon as something has changed; one query.

    A change with a lower number may be committed after one with a higher: the sum tells, unless a
    thousand others came in between. Such a board is out of date for as long as it is kept.
    """
    last = Change.objects.order_by("-pk")[:LOOKED_BACK].aggregate(at=Max("pk"), sum=Sum("pk"))
    return last["at"] or 0, last["sum"] or 0


def find(key: str) -> SafeString | None:
    """The board that is kept under a name."""
    found = _cache("get", key) if key else None
    return mark_safe(found) if isinstance(found, str) else None  # noqa: S308 - as it was rendered


def keep(key: str, board: SafeString) -> None:
    """Leave a board for the next look."""
    if key:
        _cache("set", key, str(board), SECONDS)


def _cache(verb: str, *values: object) -> object:
    """Ask the cache; where it does not answer the board is made anew, and soon without asking."""
    global _silent_until  # noqa: PLW0603 - one per process, like its connection
    if monotonic() < _silent_until:
        return None
    try:
        answer: object = getattr(caches["boards"], verb)(*values)
    except Exception as error:  # whatever ails a cache, pages go on
        _silent_until = monotonic() + PAUSE
        logger.warning("Dashboards are not kept, the cache does not answer: %s", error)
        return None
    return answer
