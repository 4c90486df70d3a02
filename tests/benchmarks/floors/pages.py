"""F1 to F5 and F8 to F10: pages that do one thing, the plain way."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.views.decorators.http import condition

from checklists.runs.models import Checklist, Item
from transitions.plans.models import Transition

ROWS = 50


def empty(request: HttpRequest) -> HttpResponse:
    """F1: nothing."""
    return HttpResponse("ok")


def signed_in(request: HttpRequest) -> HttpResponse:
    """F2: session and user."""
    return HttpResponse(str(request.user.pk))


def rows_by_template(request: HttpRequest) -> HttpResponse:
    """F3: fifty rows by the ORM in a Django template."""
    transitions = (
        Transition.objects.filter(state="active")
        .select_related("account", "outgoing", "incoming", "checklist__next_item")
        .order_by("-pk")[:ROWS]
    )
    return render(request, "list.html", {"transitions": transitions, "reader": request.user})


ROW = """<tr class="row" id="row-{pk}"><td><a class="link strong" href="/transitions/{pk}/">\
{account}</a><span class="muted small">TR-2026-{pk}</span></td><td><span class="av out">{outgoing}\
</span><span class="arrow">to</span><span class="av in">{incoming}</span></td><td><progress \
value="{closed}" max="{total}" aria-label="{closed} of {total} items"></progress></td><td>{item}\
</td><td class="num">{due}</td><td class="num">{ends}</td><td><span class="chip state">active\
</span></td></tr>"""


def rows_by_hand(request: HttpRequest) -> HttpResponse:
    """F4: the same by values and strings."""
    names = (
        "pk",
        "account__name",
        "outgoing__full_name",
        "incoming__full_name",
        "checklist__closed",
        "checklist__total",
        "checklist__next_item__title",
        "checklist__next_due_on",
        "ends_on",
    )
    keys = ("pk", "account", "outgoing", "incoming", "closed", "total", "item", "due", "ends")
    found = Transition.objects.filter(state="active").order_by("-pk").values_list(*names)[:ROWS]
    rows = [
        ROW.format(**{key: escape(str(value)) for key, value in zip(keys, row, strict=True)})
        for row in found
    ]
    who = escape(str(request.user.pk))
    return HttpResponse(f"<!doctype html><h1>{who}</h1><table>{''.join(rows)}</table>")


def tick_forms(request: HttpRequest, transition_id: int) -> HttpResponse:
    """F5: a page with about fifty forms, one an item."""
    transition = Transition.objects.select_related("account").get(pk=transition_id)
    items = Item.objects.filter(checklist=transition.checklist_id).select_related("assignee")
    context = {"transition": transition, "items": items[:ROWS], "reader": request.user}
    return render(request, "ticks.html", context)


def counted(request: HttpRequest) -> HttpResponse:
    """F8: a dashboard that counts all items."""
    statement = """
        SELECT t.health, count(*), count(*) FILTER (WHERE i.state = 'open'),
            count(*) FILTER (WHERE i.state = 'open' AND i.due_on < current_date)
        FROM runs_item i JOIN plans_transition t ON t.checklist_id = i.checklist_id
        GROUP BY t.health"""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return HttpResponse(f"{request.user.pk} {cursor.fetchall()}")


def stored(request: HttpRequest) -> HttpResponse:
    """F9: a dashboard of one row of counters that somebody keeps."""
    kept = Checklist.objects.values("total", "closed", "required_open", "next_due_on").first()
    return HttpResponse(f"{request.user.pk} {kept}")


def _version(request: HttpRequest) -> str:
    return f'"{request.user.pk}-{Checklist.objects.values_list("closed", flat=True).first()}"'


@condition(etag_func=_version)
def not_modified(request: HttpRequest) -> HttpResponse:
    """F10: one query says that nothing has changed."""
    return HttpResponse("changed")
