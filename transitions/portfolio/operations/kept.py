"""What one look at the dashboard leaves for the next.

A board is kept under all that it depends on, with a stamp of the changes in the database. While
nothing has changed it is shown again. After a change it is made anew, and nobody has to say that it
is out of date.

Who sees many transitions would wait for that at each look, as something always changes. They are
shown the board from before at once, with its time, and the page asks for the new one. What somebody
has changed themselves is never missing on it, and nothing is on it that they may not see any more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from time import monotonic
from uuid import uuid4

from django.core.cache import caches
from django.db.models import Max, Sum
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.people.models import User
from config.lib import places
from config.lib.changing import REMEMBERED_FOR
from transitions.portfolio.models import Change, VisibilityChange

logger = logging.getLogger(__name__)
ANSWERS = {"show", "by", "team", "region", "line"}
LONGEST = 300
"""Characters of answers; whoever types more is answered, and nothing is kept for them."""
LOOKED_BACK = 1000
"""How many changes a stamp adds up, so that one is noticed that commits after a later one."""
CURRENT_FOR = timedelta(minutes=2)
"""How long a board counts as new at the most: trends compare this hour with that of a week ago."""
KEPT_FOR = REMEMBERED_FOR
"""How long a board may be the one from before: as long as it is known what somebody changed."""
MANY = 100
"""Who sees more transitions than these does not wait for a board that is made anew."""
PAUSE = 30
"""Seconds for which a cache that does not answer is not asked again."""
START = uuid4().hex
"""Of this start of the site: what code or templates from before have made is not shown."""
_silent_until = 0.0
Stamp = tuple[int, int]
NEVER: Stamp = (0, 0)
"""The stamp where nothing has changed yet."""


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it was made, from how many transitions, and what had changed until then: anything,
    and who sees what.
    """

    content: SafeString
    made_at: datetime
    stamp: Stamp
    visibility: Stamp
    transitions: int

    def is_current(self, stamp: Stamp, now: datetime) -> bool:
        """Whether it would look the same if it were made now."""
        return self.stamp == stamp and now - self.made_at <= CURRENT_FOR

    def may_come_first(self, now: datetime, changed_at: datetime | None) -> bool:
        """Whether it may be shown until the new one is made, to somebody whose own last change
        was at this moment; one query at the most.

        What somebody may not see any more is not shown from before.
        """
        if self.transitions <= MANY or now - self.made_at > KEPT_FOR:
            return False
        if changed_at and changed_at >= self.made_at:
            return False
        return self.visibility == visibility()


def name(answers: QueryDict, user: User, today: date) -> str:
    """Under which name the board of a person is kept; empty where it is not.

    All administrators see the same. The role is the one that the board is made with: it may be
    another one by the time the board is kept.
    """
    asked = answers.urlencode()
    if not ANSWERS.issuperset(answers) or len(asked) > LONGEST:
        return ""
    who = (user.role, None if user.is_administrator else user.pk)
    place = (places.current(), timezone.get_current_timezone_name(), today)
    return sha256(repr((START, *who, *place, asked)).encode()).hexdigest()


def stamp() -> Stamp:
    """Differs from every earlier one as soon as something has changed; one query.

    It is read before a board is, so that a change in between makes the board too new for its stamp,
    and never too old. A change with a lower number may be committed after one with a higher: the
    sum tells, unless a thousand others came in between. Such a board is out of date for as long as
    it is kept.
    """
    return _last(Change)


def visibility() -> Stamp:
    """The same of what decides who sees what, which changes far less often; one query."""
    return _last(VisibilityChange)


def _last(model: type[Change | VisibilityChange]) -> Stamp:
    last = model.objects.order_by("-pk")[:LOOKED_BACK].aggregate(at=Max("pk"), sum=Sum("pk"))
    return last["at"] or 0, int(last["sum"] or 0)


def find(name: str) -> Board | None:
    """The board that is kept under a name."""
    found = _cache("get", name) if name else None
    return found if isinstance(found, Board) else None


def keep(name: str, board: Board) -> None:
    """Leave a board for the next look, unless a newer one was made in less time."""
    if name and not ((other := find(name)) and other.made_at > board.made_at):
        _cache("set", name, board, KEPT_FOR.total_seconds())


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
