from __future__ import annotations

from accounts.profile.views.book import Book
from accounts.strategy.forms import FORMS
from accounts.strategy.queries.kinds import PLAN as CONTENTS
from accounts.strategy.queries.page import plan_page

PLAN = Book(CONTENTS, plan_page, FORMS)
