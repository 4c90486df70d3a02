from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.people.models import User
from accounts.people.permissions import roles_to_give
from accounts.people.views.guards import person
from config.lib.htmx import page_or_made
from transitions.plans.permissions import may_start
from transitions.portfolio.filters import DashboardForm
from transitions.portfolio.operations import kept
from transitions.portfolio.queries import dashboard as portfolio
from transitions.portfolio.queries import scope
from transitions.portfolio.queries.beginning import beginning
from transitions.portfolio.queries.board import MOST_ROWS
from transitions.portfolio.queries.dashboard import Dashboard
from transitions.portfolio.queries.running import seen_by
from transitions.portfolio.views.guards import overseer

PAGE = "transitions/portfolio/dashboard.html"
FIRST = "transitions/portfolio/first.html"
LABELS = (
    "Active transitions",
    "Items overdue",
    "Revenue in transition",
    "At-risk revenue",
    "Ownership moves next",
)


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    user, now = overseer(person(request)), timezone.now()
    today = timezone.localdate(now)
    key = kept.key(request.GET, user, today)
    board = kept.find(key)
    if board is None:
        seen = seen_by(user)
        form = DashboardForm(request.GET, scope.offered(user, seen))
        shown = None
        if not form.unknown:
            shown = portfolio.dashboard(user, seen, form.asked(), now=now, today=today)
            if shown.is_empty and not form.asked().scope.answers:
                return _first(request, shown, user)
        board = _board(request.GET, form, shown, user, today)
        kept.keep(key, board)
    return page_or_made(request, PAGE, "board", board)


def _first(request: HttpRequest, shown: Dashboard, user: User) -> HttpResponse:
    """What stands here until something has been handed over."""
    context = {
        "dashboard": shown,
        "first_labels": LABELS,
        "beginning": beginning(user),
        "may_start": may_start(user),
        "may_invite": bool(roles_to_give(user)),
    }
    return render(request, FIRST, context)


def _board(
    answers: QueryDict, form: DashboardForm, shown: Dashboard | None, user: User, today: date
) -> SafeString:
    """The page without its shell, and without figures where an answer does not exist; nothing in
    it belongs to a session, so it can be kept.
    """
    asked = form.asked()
    context = {
        "dashboard": shown,
        "figures": shown.figures if shown else None,
        "asked": asked,
        "answers": answers,
        "form": form,
        "orders": portfolio.ORDERS,
        "most_rows": MOST_ROWS,
        "more": asked.scope.more,
        "may_start": may_start(user),
        "today": today,
    }
    return render_to_string(f"{PAGE}#board", context)
