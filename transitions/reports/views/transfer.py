"""The knowledge transfer document: its page, its PDF, and the research list on it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people.views.guards import person
from accounts.profile.choices import Sight
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import Reach, reach
from accounts.profile.views.noting import note, seen_of
from config.lib import kept_files
from config.lib.htmx import wants_part
from config.lib.queue import nudge
from transitions.dossier.queries.dossier import is_open_to
from transitions.dossier.views.dossier import opened, show
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.views.answers import load, who
from transitions.reports.choices import Edition
from transitions.reports.models import TransferPaper
from transitions.reports.operations import readings, transfers
from transitions.reports.operations.readings import Ticked
from transitions.reports.permissions import may_make_transfer, may_research
from transitions.reports.queries.transfer.page import Reader, papers_of, transfer_page

PAGE = "transitions/reports/transfer.html"
PAPER = "transitions/reports/transfer/paper.html"
RESEARCH = "transitions/reports/transfer/research_list.html"
NOTHING_NEW = 204


@require_safe
def transfer(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Everything that who takes over must know, in the order in which one reads it."""
    found = load(request, transition_id)
    if not is_open_to(person(request), found):
        return show(request, found, "closed", {})
    shown, today = _shown(request, found), timezone.localdate()
    _note(request, found, shown["page"].reach)
    context = {
        "header": header(found, person(request), today),
        "here_tab": "Dossier",
        "today": today,
        **shown,
    }
    return render(request, PAGE, context)


@require_http_methods(["GET", "HEAD", "POST"])
def transfer_paper(request: HttpRequest, transition_id: int) -> HttpResponse:
    """How far the PDF is; sent, it is made. Without htmx it is a part of the page."""
    found, user = opened(request, transition_id), person(request)
    if request.method == "POST":
        if not may_make_transfer(user):
            raise PermissionDenied("Who works on a handover has its document made.")
        transfers.want(found.pk, by=user, now=timezone.now())
        nudge(transfers.MAKING)
    if not wants_part(request):
        return redirect(f"{reverse('transfer', args=[found.pk])}#paper")
    papers = papers_of(found, _reader(request, found))
    if request.method != "POST" and request.GET.get("seen") == papers.seen:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, PAPER, {"transition": found, "papers": papers})


@require_safe
def transfer_file(request: HttpRequest, transition_id: int, paper_id: int) -> FileResponse:
    """The PDF, for whoever may read what is known of the account, in their edition or less."""
    found = opened(request, transition_id)
    readable = {Edition.OPEN, transfers.edition_for(person(request), found.account)}
    rows = TransferPaper.objects.ready().filter(transition=found, edition__in=readable)
    paper = get_object_or_404(rows, pk=paper_id)
    name = file_name(paper, found)
    _note(request, found, reach(person(request), found.account))
    return kept_files.download(paper.file, name=name, media_type="application/pdf")


@require_POST
def transfer_read(request: HttpRequest, transition_id: int) -> HttpResponse:
    """A line of the research list is ticked off, or taken back."""
    found, user = opened(request, transition_id), person(request)
    if not may_research(user, found):
        raise PermissionDenied(f"{found.incoming} goes through the research list.")
    refusal = ""
    try:
        readings.tick(found.pk, _ticked(request), who(request))
    except Refused as refused:
        refusal = str(refused)
    if wants_part(request):
        context = {**_shown(request, found), "header": {"transition": found}, "refusal": refusal}
        return render(request, RESEARCH, context, status=422 if refusal else 200)
    if refusal:
        messages.warning(request, refusal)
    return redirect(f"{reverse('transfer', args=[found.pk])}#research")


def file_name(paper: TransferPaper, found: Transition) -> str:
    """Such as “Brightwater-Foods-knowledge-transfer-2026-11-24.pdf”."""
    account = re.sub(r"\W+", "-", found.account.name).strip("-")[:80]
    on = localtime(paper.told_at or paper.requested_at, timezone.get_default_timezone())
    return f"{account or 'account'}-knowledge-transfer-{on:%Y-%m-%d}.pdf"


def _shown(request: HttpRequest, found: Transition) -> dict[str, Any]:
    page = transfer_page(found, _reader(request, found))
    return {"page": page, "transfer": page.transfer, "papers": page.papers, "transition": found}


def _note(request: HttpRequest, found: Transition, allowed: Reach) -> None:
    """Who opens something confidential is noted, before it is shown."""
    note(request, found.account, seen_of(PROFILE, found.account, allowed, sight=Sight.DOSSIER))


def _reader(request: HttpRequest, found: Transition) -> Reader:
    user = person(request)
    return Reader(user, transfers.edition_for(user, found.account), timezone.now())


def _ticked(request: HttpRequest) -> Ticked:
    sent = request.POST
    version = sent.get("version", "")
    return Ticked(
        key=sent.get("what", "")[:60],
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        is_read=sent.get("read") == "yes",
    )
