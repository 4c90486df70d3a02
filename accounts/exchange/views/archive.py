from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.exchange.queries import archive
from accounts.people.permissions import looks_after_site
from accounts.people.views.guards import person


@require_safe
def everything(request: HttpRequest) -> FileResponse:
    """All that the site knows in one archive, for administrators."""
    if not looks_after_site(person(request)):
        raise Http404
    now = timezone.now()
    name = f"changeover-{timezone.localdate(now):%Y-%m-%d}.zip"
    answer = FileResponse(
        archive.write(now=now),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
