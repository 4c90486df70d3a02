from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.clients import permissions
from accounts.clients.filters import AccountFilter, StarterFilter
from accounts.clients.queries.register import facets, register
from accounts.people.choices import ListName
from accounts.people.queries import saved_views
from accounts.people.queries.beginning import lacks_holders
from accounts.people.views.guards import person
from config.lib import export
from config.lib.lists import list_page, sheet


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    user, found = person(request), asked(request)
    context = {
        "found": found,
        "views": saved_views.shown(user, ListName.ACCOUNTS, found.query, request.GET.get("view")),
        "reads_changes": permissions.reads_changes_of_accounts(user),
        "may_add": permissions.can_add_account(user),
        "lacks_holders": lacks_holders,
    }
    return list_page(request, "accounts/clients/accounts.html", context)


@require_safe
def accounts_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    by, now = person(request).full_name, timezone.now()
    wanted = sheet(asked(request), "accounts", "Accounts", by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


def asked(request: HttpRequest) -> AccountFilter:
    """Of the accounts the person may see those that the address asks for."""
    user = person(request)
    kind = StarterFilter if permissions.starts_transitions(user) else AccountFilter
    return kind(
        request.GET, register(user), facets=partial(facets, user), today=timezone.localdate()
    )
