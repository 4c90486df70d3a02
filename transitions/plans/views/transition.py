from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from checklists.runs.models import Item
from config.lib.htmx import wants_part
from transitions.plans.forms.items import FORMS, ItemForm
from transitions.plans.models import Transition
from transitions.plans.queries import carrying, planning
from transitions.plans.queries.checklist_page import ChecklistPage, View, checklist_page
from transitions.plans.queries.header import header
from transitions.plans.queries.item_detail import Detail, detail, item_of
from transitions.plans.queries.outlook import outlook
from transitions.plans.queries.rail import rail
from transitions.plans.views.answers import load

PAGE = "transitions/plans/checklist.html"
DRAFT = "transitions/plans/draft.html"


@dataclass(frozen=True, slots=True)
class Unfolded:
    """One item unfolded: what it shows, its forms, and which of them is open."""

    detail: Detail
    forms: dict[str, ItemForm]
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of a checklist is to show: the view, the item unfolded, a form with mistakes."""

    view: View
    item_id: int | None = None
    form: ItemForm | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    asks: str = ""
    keep: Iterable[int] = ()


@require_safe
def transition(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = load(request, transition_id)
    if found.checklist is None:
        return _draft(request, found)
    asked = Asked(
        View.of(request.GET.dict()),
        item_id=_number(request.GET.get("item", "")),
        asks=request.GET.get("asks", ""),
    )
    response = render(request, PAGE, context(request, found, asked))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _draft(request: HttpRequest, found: Transition) -> HttpResponse:
    today = timezone.localdate()
    shown = {
        "header": header(found, person(request), today),
        "plan": None if found.is_over else planning.plan_of(found),
        "along": carrying.along(found),
        "today": today,
    }
    return render(request, DRAFT, shown)


def context(request: HttpRequest, found: Transition, asked: Asked) -> dict[str, Any]:
    """All that the page of a running checklist needs, or a part of it."""
    user, today, now = person(request), timezone.localdate(), timezone.now()
    keep = [*asked.keep, *([asked.item_id] if asked.item_id else [])]
    page = checklist_page(found, user, asked.view, today=today, now=now, keep=keep)
    above = header(found, user, today, overdue=page.overdue)
    calendar = found.calendar.work_calendar()
    expected = outlook(found, page.all_rows, page.dependents, calendar, today)
    unfolded = _unfold(request, found, asked, page)
    if unfolded:
        unfolded.forms["reassign"].offer([member.person for member in above.team])
    return {
        "header": above,
        "page": page,
        "rail": rail(above, today, expected, is_whole=not wants_part(request)),
        "unfolded": unfolded,
        "open_item": unfolded.detail.pk if unfolded else 0,
        "today": today,
    }


def _unfold(
    request: HttpRequest, found: Transition, asked: Asked, page: ChecklistPage
) -> Unfolded | None:
    if not asked.item_id:
        return None
    try:
        item = item_of(found, asked.item_id)
    except Item.DoesNotExist as error:
        raise Http404 from error
    shown = detail(found, item, page, person(request), timezone.localdate())
    forms = {
        action: form(found, item, initial=asked.typed or None) for action, form in FORMS.items()
    }
    if asked.form:
        forms[asked.form.action] = asked.form
    elif asked.asks in forms:
        form = forms[asked.asks]
        form.fields[form.field].widget.attrs["autofocus"] = True
    return Unfolded(shown, forms, asked.form.action if asked.form else asked.asks)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
