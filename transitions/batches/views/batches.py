"""What somebody did with many items at once: the list, each batch, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
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
        return _refused(request, found, str(refusal), {"HX-Refresh": "true"})
    except Batch.DoesNotExist as error:
        raise Http404 from error
    leads = {"HX-Redirect": found.get_absolute_url()} if done.kept else {"HX-Refresh": "true"}
    if done.happened and not done.restored:
        return _refused(request, found, f"Nothing was taken back. {_stayed(done)}", leads)
    messages.success(request, _said(done))
    return HttpResponse(status=204, headers=leads) if wants_part(request) else redirect(found)


def _refused(
    request: HttpRequest, found: Batch, sentence: str, leads: dict[str, str]
) -> HttpResponse:
    """The page of the batch says why not; htmx is led to the page that does."""
    if wants_part(request):
        messages.error(request, sentence)
        return HttpResponse(status=204, headers=leads)
    context = {**_context(request, found), "refusal": sentence}
    return render(request, PAGE, context, status=409)


def _said(done: undoing.Undone) -> str:
    if not done.happened:
        return "This was taken back already."
    said = taken_back(done.batch.action, done.restored)
    return f"{said}. {_stayed(done)}" if done.kept else said


def _stayed(done: undoing.Undone) -> str:
    """What stayed as it is: one item with the reason; the page that follows names several."""
    if not done.kept:
        return "Its items are not there any more."
    if len(done.kept) > 1:
        return f"{len(done.kept)} items stayed as they are: see below why."
    [(title, why)] = done.kept
    return f"{f'“{title}”' if title else '1 item'} stayed as it is: {why}"


def _own(request: HttpRequest, batch_id: int) -> Batch:
    """A batch of who looks; anybody else’s is not there."""
    return get_object_or_404(listing.of(person(request)), pk=batch_id)


def _context(request: HttpRequest, found: Batch) -> dict[str, object]:
    now, today = timezone.now(), timezone.localdate()
    return {"shown": shown(found, person(request), now, today), "today": today}
