"""Who has opened what is confidential in the demo over the last days."""

from __future__ import annotations

from datetime import timedelta

from accounts.clients.models import Account
from accounts.profile.choices import Sight
from accounts.profile.operations import opening
from accounts.profile.operations.opening import Seen
from transitions.portfolio.operations.demo.people import Company

ACCOUNT = "Brightwater Foods"
OPENED: tuple[tuple[str, Sight, tuple[float, ...]], ...] = (
    ("priya.raman", Sight.DOSSIER, (6.1, 6, 4.2, 2.1, 1)),
    ("priya.raman", Sight.PROFILE, (5.2, 3)),
    ("helena.brandt", Sight.PLAN, (7, 2)),
    ("tomas.eriksen", Sight.PROFILE, (8, 7.9, 4)),
    ("tomas.eriksen", Sight.DOSSIER, (4.1, 1.1)),
)
"""Who opened what, and how many days ago."""
SECTION = Seen(Sight.SECTION, "profile.swot", "SWOT")


def build(company: Company) -> None:
    """Let those who hand over the confidential account, and take it over, have read in it."""
    account = Account.objects.get(name=ACCOUNT)
    visits = [(days, who, what) for who, what, ago in OPENED for days in ago]
    for days, who, what in sorted(visits, reverse=True):
        seen = [Seen(what, "", str(what.label))]
        if what != Sight.PLAN:
            seen.append(SECTION)
        at = company.now - timedelta(days=days)
        opening.tell(account, company.people[who], seen, now=at)
