from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.models import User
from accounts.people.views.guards import person
from checklists.runs.operations.guards import SentBefore
from config.lib import export
from config.lib.forms import posted
from config.lib.htmx import page_or_part, wants_part
from config.lib.lists import Listing, sheet_of
from config.lib.lists.order import said
from transitions.plans import permissions
from transitions.plans.choices import State
from transitions.plans.filters.log_columns import LOG_COLUMNS, NAMED
from transitions.plans.forms.items import people_of
from transitions.plans.forms.keys import renew
from transitions.plans.forms.log import EntryForm
from transitions.plans.forms.log_filter import LogFilter
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.log import CLOSED
from transitions.plans.queries.gate import overrides
from transitions.plans.queries.header import header
from transitions.plans.queries.log_page import days, people
from transitions.plans.views.answers import load, who, writable

PAGE = "transitions/plans/log.html"
COMPLETE = "This transition is complete. Only those who manage it still write into its log."


@require_safe
def log(request: HttpRequest, transition_id: int) -> HttpResponse:
    found, today = load(request, transition_id), timezone.localdate()
    entries = found.log.select_related("item", "responsible", "written_by")
    filters = LogFilter(request.GET, queryset=entries, people=people(found))
    page = Paginator(filters.found, 50).get_page(request.GET.get("page"))
    above = header(found, person(request), today)
    shown = {
        "filter": filters,
        "page": page,
        "days": days(page.object_list, found, person(request).pk, today),
        "transition": found,
        "overrides": () if wants_part(request) else overrides(found),
        "header": above,
        "here_tab": "Log",
        "may_write": above.takes_part and not closed_to(found, person(request)),
    }
    return page_or_part(request, PAGE, "found", shown)


@require_safe
def log_export(request: HttpRequest, transition_id: int, kind: str) -> HttpResponseBase:
    found, by = load(request, transition_id), person(request).full_name
    entries = found.log.select_related(*NAMED)
    filters = LogFilter(request.GET, queryset=entries, people=people(found))
    order = said(filters.answers, "Happened at")
    file = Listing(f"log-{found.reference}", "Log", LOG_COLUMNS, order)
    wanted = sheet_of(file, filters.found, filters, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


@require_http_methods(["GET", "POST"])
def log_new(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = writable(request, transition_id)
    if why := closed_to(found, person(request)):
        raise PermissionDenied(why)
    initial = {"happened_on": timezone.localdate(), "responsible": person(request).pk}
    form = EntryForm(found, people_of(found), posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(who(request))
        except (SentBefore, Refused) as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, SentBefore):
                renew(form)
        else:
            messages.success(request, "Written into the log.")
            return redirect("transition_log", found.pk)
    return _form(request, found, form)


def closed_to(found: Transition, user: User) -> str:
    """Why somebody of the team cannot write into the log any more; empty when they can."""
    if found.state == State.CANCELLED:
        return CLOSED
    return COMPLETE if found.is_over and not permissions.may_manage(user, found) else ""


def _form(request: HttpRequest, found: Transition, form: EntryForm) -> HttpResponse:
    shown = {
        "header": header(found, person(request), timezone.localdate()),
        "here_tab": "Log",
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "transitions/plans/log_new.html", shown, status=status)
