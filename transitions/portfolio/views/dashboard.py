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
from config.lib.changing import changed_at
from config.lib.htmx import page_or_part
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
NOW = "now"
"""What is asked for by a page that shows a board from before: the one of now."""


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    user, now = overseer(person(request)), timezone.now()
    today, answers = timezone.localdate(now), request.GET.copy()
    wants_now = bool(answers.pop(NOW, None))
    name = kept.name(answers, user, today)
    stamp = kept.stamp() if name else kept.NEVER
    found = kept.find(name)
    if found and found.is_current(stamp, now):
        return _page(request, found)
    if found and not wants_now and found.may_come_first(now, changed_at(request)):
        return _page(request, found, next_=f"{NOW}=1&{answers.urlencode()}")
    visibility = kept.visibility() if name else kept.NEVER
    seen = seen_by(user)
    form = DashboardForm(answers, scope.offered(user, seen))
    shown = None
    if not form.unknown:
        shown = portfolio.dashboard(user, seen, form.asked(), now=now, today=today)
        if shown.is_empty and not form.asked().scope.answers:
            return _first(request, shown, user)
    content = _content(answers, form, shown, user, today)
    board = kept.Board(content, now, stamp, visibility, transitions=len(seen))
    kept.keep(name, board)
    return _page(request, board)


def _page(request: HttpRequest, board: kept.Board, next_: str = "") -> HttpResponse:
    """The page with a board; with one from before it asks for the `next_` by these answers."""
    context = {"content": board.content, "made_at": board.made_at, "next": next_}
    return page_or_part(request, PAGE, "board", context)


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


def _content(
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
    return render_to_string(f"{PAGE}#content", context)
