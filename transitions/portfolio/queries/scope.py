"""Which part of the portfolio somebody looks at: a team, a region, a line of business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from accounts.clients.models import Account, AccountQuerySet
from accounts.people.models import Team, User
from transitions.plans.models import Transition, TransitionQuerySet
from transitions.portfolio.queries.running import Light


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows the view; region and line of business are those of the account."""

    team: Team | None = None
    region: str = ""
    line: str = ""

    @property
    def answers(self) -> dict[str, str]:
        """The answers by the names that all lists take."""
        answers = {
            "team": str(self.team.pk) if self.team else "",
            "region": self.region,
            "line": self.line,
        }
        return {name: value for name, value in answers.items() if value}

    @property
    def more(self) -> str:
        """What a link to a list appends to its query: “&team=3&region=Vienna”."""
        return f"&{urlencode(self.answers)}" if self.answers else ""

    @property
    def words(self) -> str:
        """What narrows the view, for a sentence; empty where nothing does."""
        return ", ".join(filter(None, (str(self.team or ""), self.region, self.line)))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the view can be narrowed to."""

    teams: tuple[Team, ...]
    regions: tuple[str, ...]
    lines: tuple[str, ...]


def offered(user: User, seen: Iterable[Light]) -> Offered:
    """The teams somebody sees, and where their running transitions are; one query."""
    running = [row for row in seen if row.is_running]
    return Offered(
        teams=tuple(teams(user)),
        regions=_sorted(row.region for row in running),
        lines=_sorted(row.line for row in running),
    )


def narrowed(seen: Iterable[Light], scope: Scope) -> list[Light]:
    """Those of this part."""
    return [row for row in seen if _is_within(row, scope)]


def _is_within(row: Light, scope: Scope) -> bool:
    if scope.team and scope.team.pk not in {row.outgoing_team, row.incoming_team}:
        return False
    return scope.region in {"", row.region} and scope.line in {"", row.line}


def teams(user: User) -> list[Team]:
    """The teams whose transitions a person may see: all, or those they lead; one query."""
    found = Team.objects.all()
    return list(found.filter(lead=user) if user.is_manager else found)


def transitions_of(user: User, scope: Scope) -> TransitionQuerySet:
    """The transitions of this part that a person may see."""
    found = Transition.objects.visible_to(user)
    if scope.team:
        found = found.filter(Q(outgoing__team=scope.team) | Q(incoming__team=scope.team))
    return found.filter(_places(scope, "account__"))


def looked_up(user: User, scope: Scope, within: Iterable[Light]) -> TransitionQuerySet:
    """The transitions of this part, cheap to join with items and entries of the log; no query.

    What a manager may see follows from teams on three sides. A database that joins it with a
    million items misjudges it, so the few hundred of a manager go by what was read already.
    """
    if not user.is_manager:
        return transitions_of(user, scope)
    return Transition.objects.filter(pk__in=[row.pk for row in within])


def accounts_of(user: User, scope: Scope) -> AccountQuerySet:
    """The accounts of this part that a person may see, those that move into its team included."""
    found = Account.objects.visible_to(user).filter(_places(scope, ""))
    if scope.team is None:
        return found
    moving = transitions_of(user, scope).active().order_by().values("account")
    return found.filter(Q(owner__team=scope.team) | Q(pk__in=moving))


def owned_in(user: User, scope: Scope) -> AccountQuerySet:
    """The accounts that a list with the answers of this part shows: its team owns them now."""
    found = Account.objects.visible_to(user).filter(_places(scope, ""))
    return found.filter(owner__team=scope.team) if scope.team else found


def _places(scope: Scope, path: str) -> Q:
    narrowed = Q()
    if scope.region:
        narrowed &= Q(**{f"{path}region": scope.region})
    if scope.line:
        narrowed &= Q(**{f"{path}line_of_business": scope.line})
    return narrowed


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=str.casefold))
