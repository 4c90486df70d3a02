"""Pages where items are selected; they look like those they come from, with boxes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.lib.lists import list_page
from transitions.batches.choices import Action
from transitions.batches.filters import PickFilter
from transitions.batches.queries import picking
from transitions.batches.rules.wish import MOST_ITEMS
from transitions.batches.views.guards import needs_maker
from transitions.plans.queries import item_list, naming
from transitions.plans.queries.header import header
from transitions.plans.views.answers import writable

LIST = "transitions/batches/items_select.html"
WORK = "transitions/batches/work_select.html"
CHECKLIST = "transitions/batches/transition_select.html"


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The list of all items, with boxes."""
    needs_maker(request)
    found = asked(request, request.GET)
    back = f"{reverse('items')}?{found.query}" if found.query else reverse("items")
    shown = {"found": found, "page": found.table.page, "back": back, "most": MOST_ITEMS, **BAR}
    return list_page(request, LIST, shown)


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What somebody has to do, with boxes."""
    user, today = needs_maker(request), timezone.localdate()
    groups = picking.of_work(user, today)
    shown = {"groups": groups, "today": today, "back": reverse("my_work"), **BAR}
    return render(request, WORK, shown)


@require_safe
def transition(request: HttpRequest, transition_id: int) -> HttpResponse:
    """The open items of a checklist, with boxes; there are none while it is not active."""
    found, today = writable(request, transition_id), timezone.localdate()
    if not found.is_active:
        return redirect(found)
    shown = {
        "header": header(found, needs_maker(request), today),
        "groups": picking.of_transition(found),
        "today": today,
        "back": found.get_absolute_url(),
        **BAR,
    }
    return render(request, CHECKLIST, shown)


BAR: dict[str, Any] = {
    "actions": [
        (Action.ASSIGN.value, "Assign…", "person-plus"),
        (Action.MOVE.value, "Move…", "calendar3"),
        (Action.DONE.value, "Mark done…", "check-lg"),
        (Action.SKIP.value, "Not applicable…", "slash-circle"),
        (Action.REMIND.value, "Remind…", "bell"),
    ]
}
"""What the bar below a selection offers."""


def asked(request: HttpRequest, answers: Any) -> PickFilter:
    """Of the items of visible transitions those that an address asks for."""
    user = needs_maker(request)
    facets = partial(item_list.facets, user)
    found = PickFilter(answers, item_list.visible(user), facets=facets, today=timezone.localdate())
    found.name_of = partial(naming.name_of, user)
    return found
