"""A frozen version of a plan, beside another or the plan as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.clients.models import Account
from accounts.profile.queries.levels import EVERYTHING, Reach
from accounts.strategy.models import PlanVersion
from accounts.strategy.queries.page import plan_page
from accounts.strategy.queries.told import Change, Told, changes, for_reader, told

NOW = "now"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A version, all others, and what is different.

    `against` is the number of another version, or `NOW`; the older of both comes first.
    """

    version: PlanVersion
    told: Told
    others: tuple[PlanVersion, ...]
    against: str
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        if self.against == NOW:
            return f"What changed since version {self.version.number}"
        first, second = sorted((self.version.number, int(self.against)))
        return f"What changed from version {first} to version {second}"


def versions(account: Account) -> tuple[PlanVersion, ...]:
    """All versions of a plan without what they tell, the newest first."""
    rows = PlanVersion.objects.filter(account=account).defer("told")
    return tuple(rows.select_related("frozen_by"))


def compare(version: PlanVersion, against: str, today: date, reach: Reach) -> Comparison:
    """A version beside another one, or the one before where nobody chose.

    The first version is compared with the plan as it is now. Sections that are hidden from the
    reader today are so in what was said of them before.
    """
    others = tuple(one for one in versions(version.account) if one.pk != version.pk)
    by_number = {str(one.number): one for one in others}
    if against != NOW and against not in by_number:
        before = str(version.number - 1)
        against = before if before in by_number else NOW
    if against == NOW:
        pair: list[Told] = [version.told, told(plan_page(version.account, today, EVERYTHING))]
    else:
        both = sorted((version, by_number[against]), key=lambda one: one.number)
        pair = [one.told for one in both]
    earlier, later = (for_reader(one, reach) for one in pair)
    said = for_reader(version.told, reach)
    return Comparison(version, said, others, against, tuple(changes(earlier, later)))
