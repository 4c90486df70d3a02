from __future__ import annotations

from datetime import date

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, Team, User
from checklists.library.models import Template
from tests.factories.transitions import make_transition
from tests.support.dashboards import Story
from transitions.portfolio.operations import kept


@pytest.fixture
def story(calendar: Calendar, team: Team, lead: User, owner: User, successor: User) -> Story:
    account = Account.objects.create(name="Kestrel", owner=owner, annual_revenue=2_600_000)
    Account.objects.create(name="Stays", owner=owner, annual_revenue=2_600_000)
    transition = make_transition(account=account, incoming=successor, manager=lead)
    Template.objects.update(key="key-account")
    User.objects.filter(pk=owner.pk).update(last_day_on=date(2027, 1, 29))
    return Story(
        transition=transition,
        account=account,
        lead=lead,
        owner=owner,
        successor=successor,
        calendar=calendar,
        team=team,
    )


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one transition of the story is many already."""
    monkeypatch.setattr(kept, "MANY", 0)
