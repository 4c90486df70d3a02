from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.permissions import roles_to_give
from accounts.people.views.guards import person
from config.lib.htmx import page_or_part
from transitions.plans.permissions import may_start
from transitions.portfolio.filters import DashboardForm
from transitions.portfolio.queries import dashboard as portfolio
from transitions.portfolio.queries import scope
from transitions.portfolio.queries.beginning import beginning
from transitions.portfolio.queries.board import MOST_ROWS
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
    user, today = overseer(person(request)), timezone.localdate()
    form = DashboardForm(request.GET, scope.offered(user))
    asked = form.asked()
    shown = portfolio.dashboard(user, asked, now=timezone.now(), today=today)
    context = {
        "board": shown,
        "figures": shown.figures,
        "asked": asked,
        "form": form,
        "orders": portfolio.ORDERS,
        "most_rows": MOST_ROWS,
        "more": asked.scope.more,
        "may_start": may_start(user),
        "today": today,
    }
    if shown.is_empty and not asked.scope.answers:
        context |= {"first_labels": LABELS, "beginning": beginning(user)}
        context["may_invite"] = bool(roles_to_give(user))
        return render(request, FIRST, context)
    return page_or_part(request, PAGE, "board", context)
