from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.library.choices import Stage
from checklists.runs.models import Item
from config.lib.htmx import current_query, wants_part
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import CannotChange, Ticking
from transitions.plans.queries import ticked
from transitions.plans.queries.work import Asked, desk
from transitions.plans.queries.work_moved import moved_lines
from transitions.plans.queries.work_page import finished, work_page
from transitions.plans.views.answers import alert, seen, told, worked_on
from transitions.plans.views.ticking import done, moved_ids, sentence, transition_of

PAGE = "transitions/plans/my_work.html"
PARTS = "transitions/plans/my_work_parts.html"
TABS = {"todo": "To do", "waiting": "Waiting", "finished": "Finished"}


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, context(request, request.GET))


def context(request: HttpRequest, answers: Mapping[str, Any]) -> dict[str, Any]:
    """All that “My work” shows for these answers."""
    asked, tab = asked_of(answers), str(answers.get("tab", "todo"))
    tab = tab if tab in TABS else "todo"
    here = desk(person(request), timezone.localdate(), timezone.now())
    work = work_page(here, asked, tab=tab)
    shown: dict[str, Any] = {"work": work, "asked": asked, "tab": tab, "today": here.today}
    if tab == "finished":
        shown["pages"], shown["lines"] = finished(
            here, asked, answers.get("page"), count=work.found.finished
        )
    return shown


def asked_of(answers: Mapping[str, Any]) -> Asked:
    account, stage = str(answers.get("account", "")), str(answers.get("stage", ""))
    is_number = account.isascii() and account.isdigit() and len(account) < 12
    return Asked(
        account=int(account) if is_number else None,
        stage=stage if stage in Stage.values else "",
        q=str(answers.get("q", "")).replace("\x00", "").strip()[:100],
        all_later=answers.get("later") == "all",
    )


@require_http_methods(["GET", "POST"])
@told
def tick(request: HttpRequest, item_id: int) -> HttpResponse:
    return _change(request, item_id, items.tick)


@require_http_methods(["GET", "POST"])
@told
def untick(request: HttpRequest, item_id: int) -> HttpResponse:
    return _change(request, item_id, items.untick)


def _change(request: HttpRequest, item_id: int, operation: Ticking) -> HttpResponse:
    """Tick or untick an item and show its line; what else it changes is asked for afterwards."""
    if request.method == "GET":
        return redirect("my_work")
    try:
        changed = done(request, None, item_id, operation)
    except CannotChange as refusal:
        found = worked_on(request, checklist__items__pk=item_id)
        return _refused(request, found, item_id, str(refusal))
    said = sentence(changed, person(request).pk, is_tick=operation is items.tick)
    is_undone = operation is items.tick and changed.happened
    undo = reverse("work_untick", args=[item_id]) if is_undone else ""
    if not wants_part(request):
        answers = f"?{_answers(request).urlencode()}"
        messages.success(request, said, extra_tags=undo and f"{undo}{answers}")
        return redirect(f"{reverse('my_work')}{answers}")
    line = ticked.work_row_of(changed.item, transition_of(changed), seen(request))
    shown = {"lines": [line], "owes": item_id, "said": said, "undo_url": undo}
    return render(request, PARTS, shown)


@require_safe
@told
def moved(request: HttpRequest) -> HttpResponse:
    """All that ticks have changed beside their own lines: numbers, marks, what waits for them."""
    if not wants_part(request):
        return redirect("my_work")
    shown = context(request, _answers(request))
    work, tab = shown["work"], shown["tab"]
    touched = moved_lines(work, moved_ids(request))
    shown |= {
        "lines": touched.freed,
        "marked": {line.place.pk: line.place for line in touched.moved}.values(),
        "counts": touched.counts if tab == "todo" else {},
        "follows": True,
    }
    return render(request, PARTS, shown)


def _refused(request: HttpRequest, found: Transition, item_id: int, why: str) -> HttpResponse:
    """A tick that was refused: say why, and where the missing thing can be added."""
    item = get_object_or_404(Item, pk=item_id, checklist=found.checklist_id)
    address = f"{found.get_absolute_url()}?item={item.pk}#item-{item.pk}"
    if wants_part(request):
        return alert(request, f"“{item.title}”: {why}", 409, link=address)
    messages.error(request, f"“{item.title}”: {why}")
    return redirect(address)


def _answers(request: HttpRequest) -> QueryDict:
    """The filters of the page from which a tick came."""
    if "back" in request.POST:
        return QueryDict(request.POST["back"].lstrip("?"))
    return current_query(request) if wants_part(request) else request.GET
