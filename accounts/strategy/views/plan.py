from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.clients.views.guards import changeable_account, visible_account
from accounts.people.views.guards import person
from accounts.profile.queries.levels import reach, who_tells
from accounts.profile.views.book import about
from accounts.profile.views.noting import note, seen_of
from accounts.strategy.models import PlanVersion
from accounts.strategy.operations.versions import NothingNew, freeze
from accounts.strategy.queries.papers import papers_of
from accounts.strategy.queries.versions import compare, versions
from accounts.strategy.views.book import PLAN


@require_safe
def plan(request: HttpRequest, account_id: int) -> HttpResponse:
    account = visible_account(request, account_id)
    context = about(request, PLAN, account)
    context |= {
        "versions": versions(account),
        "papers": papers_of(account, timezone.now(), context["page"].reach),
    }
    return render(request, "accounts/strategy/page.html", context)


@require_POST
def plan_freeze(request: HttpRequest, account_id: int) -> HttpResponse:
    """Keep what the plan says now as its next version."""
    account = changeable_account(request, account_id)
    try:
        version = freeze(account.pk, by=person(request), now=timezone.now())
    except NothingNew as why:
        messages.info(request, str(why))
    else:
        messages.success(request, f"{version} of the plan is kept.")
    return redirect("account_plan", account.pk)


@require_safe
def plan_version(request: HttpRequest, account_id: int, number: int) -> HttpResponse:
    """What a plan said when it was frozen, and what is different elsewhere."""
    account = visible_account(request, account_id)
    rows = PlanVersion.objects.select_related("frozen_by")
    version = get_object_or_404(rows, account=account, number=number)
    version.account, allowed = account, reach(person(request), account)
    note(request, account, seen_of(PLAN.contents, account, allowed))
    context = {
        "account": account,
        "book": PLAN.contents,
        "compared": compare(version, request.GET.get("with", ""), timezone.localdate(), allowed),
        "who_tells": who_tells(account),
        "version": version,
    }
    return render(request, "accounts/strategy/version.html", context)
