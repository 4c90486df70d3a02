"""From a selection over its preview to a batch."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.runs.operations.guards import SentBefore
from config.lib import words
from config.lib.htmx import page_or_part
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge
from config.lib.site_time import site_day
from transitions.batches.forms import FORMS, WishForm
from transitions.batches.models import Batch
from transitions.batches.operations import making
from transitions.batches.queries import listing
from transitions.batches.queries.ground import Ground, ground_of, teams
from transitions.batches.queries.page import mailed
from transitions.batches.queries.preview import preview
from transitions.batches.rules.selection import Selection, selected
from transitions.batches.rules.wish import MOST_ITEMS
from transitions.batches.views.guards import needs_maker
from transitions.batches.views.origin import back, origin
from transitions.batches.views.selecting import BAR, asked
from transitions.plans.operations.working import Who

PAGE = "transitions/batches/new.html"
CHOOSE = "transitions/batches/choose.html"
MOST_NAMES = 3
"""How many people a toast names; the page of the batch names all."""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What is asked before an action on the selected items, and what would come of it."""
    user = needs_maker(request)
    if request.method == "GET":
        return redirect("items_select")
    chosen = _selection(request)
    ground = ground_of(user, chosen.ids, site_day(timezone.now()))
    if chosen.mistake or not ground.items or chosen.action not in FORMS:
        return _choose(request, chosen, ground)
    form = _form(request, chosen, ground, is_first="answered" not in request.POST)
    shown = _shown(request, chosen, ground, form)
    if form.is_valid():
        shown["preview"] = preview(form.wish(), ground)
    return page_or_part(request, PAGE, "answer", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Do what the preview said."""
    user = needs_maker(request)
    if request.method == "GET":
        return redirect("items_select")
    now = timezone.now()
    chosen = _selection(request)
    ground = ground_of(user, chosen.ids, site_day(now))
    if chosen.mistake or not ground.items or chosen.action not in FORMS:
        return _choose(request, chosen, ground)
    form = _form(request, chosen, ground)
    if not form.is_valid():
        return render(request, PAGE, _shown(request, chosen, ground, form), status=422)
    order = making.Order(form.wish(), chosen.ids, chosen.taken)
    try:
        batch, _ = making.make(order, Who(user, now, _key(request)))
    except (SentBefore, making.NothingToDo) as refusal:
        ground = ground_of(user, chosen.ids, site_day(now))
        shown = _shown(request, chosen, ground, form)
        shown |= {"refusal": str(refusal), "preview": preview(form.wish(), ground)}
        return render(request, PAGE, shown, status=409)
    if batch.is_mail:
        nudge(DELIVERY)
    _tell(request, batch)
    return redirect(back(request))


def _tell(request: HttpRequest, batch: Batch) -> None:
    """What was done, with an undo where there is one; of mails to whom they go."""
    said = listing.wish_of(batch).said(batch.changed)
    if batch.is_mail:
        names = [name for name, _ in mailed(batch)]
        people = words.listing(names) if len(names) <= MOST_NAMES else f"{len(names)} people"
        said = f"Reminded {people} of {words.count(batch.changed, 'item')}"
    left = f". {words.count(batch.left_out, 'item')} left out" if batch.left_out else ""
    undo = reverse("batch_undo", args=[batch.pk]) if batch.can_be_undone(timezone.now()) else ""
    messages.success(request, f"{said}{left}", extra_tags=undo)


def _selection(request: HttpRequest) -> Selection:
    """The items that were selected, one by one or all that a list asks for."""
    answers = request.POST
    matching: list[int] = []
    if "all" in answers:
        found = asked(request, QueryDict(answers["all"])).found
        matching = list(found.values_list("pk", flat=True)[: MOST_ITEMS + 1])
    return selected(answers, matching)


def _choose(request: HttpRequest, chosen: Selection, ground: Ground) -> HttpResponse:
    """Nothing, too much or no action was selected: say so, and ask again."""
    known = chosen.mistake or ("" if ground.items else "Select at least one item.")
    shown = {
        "mistake": known,
        "ids": chosen.csv,
        "count": len(ground.items),
        **origin(request),
        **BAR,
    }
    return render(request, CHOOSE, shown, status=422 if known else 200)


def _form(
    request: HttpRequest, chosen: Selection, ground: Ground, *, is_first: bool = False
) -> WishForm:
    """The questions of an action; they are not answered yet where somebody has just chosen it."""
    kind = FORMS[chosen.action]
    asks = any(field.required for field in kind.base_fields.values())
    people = teams(ground) if "person" in kind.base_fields else []
    return kind(people, None if is_first and asks else request.POST)


def _shown(
    request: HttpRequest, chosen: Selection, ground: Ground, form: WishForm
) -> dict[str, Any]:
    return {
        "form": form,
        "action": chosen.action,
        "label": FORMS[chosen.action].action.label,
        "count": len(ground.items),
        "ids": chosen.csv,
        **origin(request),
        "key": uuid4(),
    }


def _key(request: HttpRequest) -> UUID:
    """The key of the preview; one that is missing or broken is made anew."""
    try:
        return UUID(request.POST.get("request_key", ""))
    except ValueError:
        return uuid4()
