"""Who came in, who was refused and what changed about it: for administrators."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.forms.audit import COLUMNS, AuditFilter
from accounts.people.queries import audit
from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of

FILE = Listing("sign-ins", "Sign-ins", COLUMNS, "When, the newest first")


@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    found = asked(request)
    page = Paginator(found.found, 50).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page}
    return page_or_part(request, "accounts/people/sign_ins.html", "found", context)


@require_safe
def sign_ins_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    found, by = asked(request), person(request).full_name
    wanted = sheet_of(FILE, found.found, found, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


def asked(request: HttpRequest) -> AuditFilter:
    """The rows that an administrator asks for; for others there is no such page."""
    user = person(request)
    if not user.is_administrator:
        raise Http404
    return AuditFilter(request.GET, audit.visible(user))
