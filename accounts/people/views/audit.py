"""Who came in, who was refused and what changed about it: for administrators."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.people.forms.audit import AuditFilter
from accounts.people.queries import audit
from accounts.people.views.guards import person
from config.lib.htmx import page_or_part


@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not user.is_administrator:
        raise Http404
    found = AuditFilter(request.GET, audit.visible(user))
    page = Paginator(found.found, 50).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page}
    return page_or_part(request, "accounts/people/sign_ins.html", "found", context)
