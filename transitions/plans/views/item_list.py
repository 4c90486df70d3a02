from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.choices import ListName
from accounts.people.queries import saved_views
from accounts.people.views.guards import person
from config.lib import export
from config.lib.lists import list_page, sheet
from transitions.plans.filters import ItemFilter
from transitions.plans.queries import item_list, naming

LIST = "transitions/plans/items.html"


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    user, found = person(request), asked(request)
    views = saved_views.shown(user, ListName.ITEMS, found.query, request.GET.get("view"))
    return list_page(request, LIST, {"found": found, "page": found.table.page, "views": views})


@require_safe
def items_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    by, now = person(request).full_name, timezone.now()
    wanted = sheet(asked(request), "items", "Items", by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


def asked(request: HttpRequest) -> ItemFilter:
    """Of the items of visible transitions those that the address asks for."""
    user = person(request)
    facets = partial(item_list.facets, user)
    visible = item_list.visible(user)
    found = ItemFilter(request.GET, visible, facets=facets, today=timezone.localdate())
    found.number = partial(item_list.number, user)
    found.name_of = partial(naming.name_of, user)
    return found
