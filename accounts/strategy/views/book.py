from __future__ import annotations

from datetime import date

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.queries.levels import reach
from accounts.profile.queries.shown import Sections
from accounts.profile.views.book import Book
from accounts.strategy.forms import FORMS
from accounts.strategy.queries.kinds import PLAN as CONTENTS
from accounts.strategy.queries.page import PlanSection, plan_page


def read(account: Account, user: User, today: date) -> Sections[PlanSection]:
    """The plan, as far as somebody reads it."""
    return plan_page(account, today, reach(user, account))


PLAN = Book(CONTENTS, read, FORMS)
