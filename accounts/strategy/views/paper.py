from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.clients.views.guards import visible_account
from accounts.people.views.guards import person
from accounts.profile.choices import Sight
from accounts.profile.operations.opening import Seen
from accounts.profile.permissions import can_judge
from accounts.profile.queries.levels import reach
from accounts.profile.views.noting import note
from accounts.strategy.operations import papers
from accounts.strategy.queries.papers import papers_of, readable_papers
from config.lib import kept_files
from config.lib.htmx import wants_part
from config.lib.papers import PaperState
from config.lib.queue import nudge

NOTHING_NEW = 204


@require_http_methods(["GET", "HEAD", "POST"])
def plan_paper(request: HttpRequest, account_id: int) -> HttpResponse:
    """How far the plan on one page is; sent, it is made. Without htmx it is a part of the plan."""
    account, user = visible_account(request, account_id), person(request)
    may_make = can_judge(user, account)
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied("Who works on an account has its plan put on a page.")
        papers.want(account.pk, by=user, now=timezone.now())
        nudge(papers.MAKING)
    if not wants_part(request):
        return redirect(f"{reverse('account_plan', args=[account.pk])}#paper")
    found = papers_of(account, timezone.now(), reach(user, account))
    if request.method != "POST" and request.GET.get("seen") == found.seen:
        return HttpResponse(status=NOTHING_NEW)
    context = {"account": account, "papers": found, "may_make": may_make}
    return render(request, "accounts/strategy/paper.html", context)


@require_safe
def plan_paper_file(request: HttpRequest, account_id: int, paper_id: int) -> FileResponse:
    """The plan on one page as a download, for whoever reads all that stands on it."""
    account = visible_account(request, account_id)
    rows = readable_papers(account, reach(person(request), account))
    paper = get_object_or_404(rows.filter(state=PaperState.READY), pk=paper_id)
    if account.is_confidential or paper.level == Level.CONFIDENTIAL:
        note(request, account, [Seen(Sight.FILE, "plan on a page", "The plan on one page")])
    return kept_files.download(paper.file, name=file_name(account), media_type="application/pdf")


def file_name(account: Account) -> str:
    """Such as “Brightwater-Foods-plan.pdf”."""
    name = re.sub(r"\W+", "-", account.name).strip("-")[:80]
    return f"{name or 'account'}-plan.pdf"
