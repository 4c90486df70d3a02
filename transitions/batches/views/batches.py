"""What somebody did with many items at once: the list, each batch, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from config.lib import words
from config.lib.htmx import page_or_part, wants_part
from transitions.batches.filters import BatchFilter
from transitions.batches.models import Batch
from transitions.batches.operations import undoing
from transitions.batches.queries import listing
from transitions.batches.queries.page import shown
from transitions.batches.rules.wish import taken_back
from transitions.batches.views.guards import needs_maker
from transitions.plans.operations.working import Who

LIST = "transitions/batches/list.html"
PAGE = "transitions/batches/batch.html"


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What who looks has changed at once, the newest first."""
    filters = BatchFilter(request.GET, person(request))
    page = listing.page(filters.found, request.GET.get("page"))
    context = {
        "filter": filters,
        "page": page,
        "has_any": bool(page.object_list) or listing.of(person(request)).exists(),
    }
    return page_or_part(request, LIST, "found", context)


@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    return render(request, PAGE, _context(request, _own(request, batch_id)))


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a batch back; the page that asked for it is shown again."""
    found = _own(request, batch_id)
    if request.method == "GET":
        return redirect(found)
    user = needs_maker(request)
    try:
        done = undoing.undo(found.pk, Who(user, timezone.now()))
    except undoing.CannotUndo as refusal:
        if wants_part(request):
            messages.error(request, str(refusal))
            return _reloaded()
        context = {**_context(request, found), "refusal": str(refusal)}
        return render(request, PAGE, context, status=409)
    except Batch.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _said(done))
    return _reloaded() if wants_part(request) else redirect(found)


def _said(done: undoing.Undone) -> str:
    if not done.happened:
        return "This was taken back already."
    stayed = "it is" if done.kept == 1 else "they are"
    kept = f". {words.count(done.kept, 'item')} stayed as {stayed}" if done.kept else ""
    return f"{taken_back(done.batch.action, done.restored)}{kept}"


def _reloaded() -> HttpResponse:
    """Tell htmx to ask for the whole page again: anything on it may have changed."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _own(request: HttpRequest, batch_id: int) -> Batch:
    """A batch of who looks; anybody else’s is not there."""
    return get_object_or_404(listing.of(person(request)), pk=batch_id)


def _context(request: HttpRequest, found: Batch) -> dict[str, object]:
    now, today = timezone.now(), timezone.localdate()
    return {"shown": shown(found, person(request), now, today), "today": today}
