"""Who opened what is confidential on an account."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.audit.filters.visits import COLUMNS, VisitFilter
from accounts.audit.permissions import reads_visits
from accounts.audit.queries.visits import of_account
from accounts.clients.models import Account
from accounts.clients.views.guards import visible_account
from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from config.lib.lists.order import said

PER_PAGE = 50


@require_safe
def account_visits(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(request, account_id)
    found = VisitFilter(request.GET, of_account(account))
    context = {
        "account": account,
        "filter": found,
        "page": Paginator(found.found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return page_or_part(request, "accounts/audit/visits.html", "found", context)


@require_safe
def account_visits_export(request: HttpRequest, account_id: int, kind: str) -> HttpResponseBase:
    account = _account(request, account_id)
    found = VisitFilter(request.GET, of_account(account))
    title = f"Who opened what is confidential on {account}"
    file = Listing(f"visits-{account.pk}", title, COLUMNS, said(found.answers, "Last"))
    by = person(request).full_name
    wanted = sheet_of(file, found.found, found, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


def _account(request: HttpRequest, account_id: int) -> Account:
    """The account, or 404 for who may not know who opened what of it."""
    account = visible_account(request, account_id)
    if not reads_visits(person(request), account):
        raise Http404
    return account
