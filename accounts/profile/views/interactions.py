from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.clients.models import Account
from accounts.clients.permissions import can_change_account
from accounts.clients.views.guards import visible_account
from accounts.people.views.guards import person
from accounts.profile.filters import COLUMNS, InteractionFilter
from accounts.profile.models import Interaction
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import reach
from accounts.profile.views.noting import note, seen_of
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from config.lib.lists.order import said

PER_PAGE = 50


@require_safe
def interactions(request: HttpRequest, account_id: int) -> HttpResponse:
    """All interactions with an account."""
    account = _readable(request, account_id)
    found = InteractionFilter(request.GET, _of(account))
    context = {
        "account": account,
        "filter": found,
        "page": Paginator(found.found, PER_PAGE).get_page(request.GET.get("page")),
        "may_change": can_change_account(person(request), account),
    }
    return page_or_part(request, "accounts/profile/interactions.html", "found", context)


@require_safe
def interactions_export(request: HttpRequest, account_id: int, kind: str) -> HttpResponseBase:
    account = _readable(request, account_id)
    found = InteractionFilter(request.GET, _of(account))
    title = f"Interactions with {account}"
    file = Listing(f"interactions-{account.pk}", title, COLUMNS, said(found.answers, "Day"))
    by = person(request).full_name
    wanted = sheet_of(file, found.found, found, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


def _readable(request: HttpRequest, account_id: int) -> Account:
    """The account, or 404 where its history is confidential, and not for the reader."""
    account = visible_account(request, account_id)
    allowed = reach(person(request), account)
    if allowed.hides("profile", "history"):
        raise Http404
    note(request, account, seen_of(PROFILE, account, allowed, sections=["history"]))
    return account


def _of(account: Account) -> QuerySet[Interaction]:
    return Interaction.objects.filter(account=account).select_related("contact", "person")
