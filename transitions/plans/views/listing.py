from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.clients.models import Account
from accounts.people.choices import ListName
from accounts.people.queries import saved_views
from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part, wants_part
from config.lib.lists import list_page, sheet
from transitions.plans import permissions
from transitions.plans.filters import OverFilter, TransitionFilter
from transitions.plans.models import Transition
from transitions.plans.queries import finding, listing, naming, navigation
from transitions.plans.queries.of_account import of_account, open_of_account

LIST = "transitions/plans/list.html"


@require_safe
def transitions(request: HttpRequest) -> HttpResponse:
    user, found = person(request), asked(request)
    opened = request.GET.get("view")
    context = {
        "found": found,
        "page": found.table.page,
        "views": saved_views.shown(user, ListName.TRANSITIONS, found.query, opened),
        "may_start": permissions.may_start(user),
        "has_any": bool(found.table.lines) or found.queryset.exists(),
    }
    return list_page(request, LIST, context)


@require_safe
def transitions_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    by, now = person(request).full_name, timezone.now()
    wanted = sheet(asked(request), "transitions", "Transitions", by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


def asked(request: HttpRequest) -> TransitionFilter:
    """Of the transitions the person may see those that the address asks for."""
    user = person(request)
    visible, facets = Transition.objects.visible_to(user), partial(finding.facets, user)
    kind = OverFilter if request.GET.get("state") in OverFilter.states else TransitionFilter
    found = kind(request.GET, visible, facets=facets, today=timezone.localdate())
    found.name_of, found.reader = partial(naming.name_of, user), user
    if not wants_part(request):
        found.running = partial(running, request)
    return found


def running(request: HttpRequest) -> int:
    """How many transitions run, counted once for the list and for the navigation beside it."""
    counts = navigation.counts(person(request), timezone.localdate())
    request.counts = counts  # type: ignore[attr-defined]  # the shell asks for it
    return counts.running


@require_safe
def account_transitions(request: HttpRequest, account_id: int) -> HttpResponse:
    user, today = person(request), timezone.localdate()
    account = get_object_or_404(Account.objects.visible_to(user), pk=account_id)
    shown = listing.rows(of_account(account, user), today)
    context = {
        "account": account,
        "rows": shown,
        "opened": next((row for row in shown if row.is_open), None),
        "may_start": permissions.may_start(user),
        "today": today,
    }
    return page_or_part(request, "transitions/plans/of_account.html", "part", context)


@require_safe
def account_transition(request: HttpRequest, account_id: int) -> HttpResponse:
    """The draft or running transition of an account; else the form that starts one."""
    user = person(request)
    account = get_object_or_404(Account.objects.visible_to(user), pk=account_id)
    if opened := open_of_account(account, user):
        return redirect(opened)
    return redirect(f"{reverse('transition_new')}?account={account.pk}")
