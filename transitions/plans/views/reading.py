from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.people.views.guards import person
from config.lib.forms import posted
from config.lib.site_time import site_day
from transitions.plans.forms.reading import ReadingForm
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.queries.moved import reads_on, stays
from transitions.plans.views.actions import led_back, manageable
from transitions.plans.views.answers import who


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, transition_id: int) -> HttpResponse:
    """End or prolong the access of who handed over."""
    found = manageable(request, transition_id)
    if not found.has_moved:
        return led_back(request, found, "Ownership has to move first.")
    today = site_day(timezone.now())
    form = ReadingForm(found, posted(request), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, form.act(who(request)))
        except Refused as refusal:
            form.add_error("until_on" if "until_on" in form.fields else None, str(refusal))
        else:
            return redirect("transition_team", found.pk)
    shown = {
        "header": header(found, person(request), timezone.localdate()),
        "here_tab": "Team",
        "form": form,
        "reads_on": reads_on(found, today),
        "ends": bool(found.reads_until and found.reads_until >= today),
        "asks_to_end": "end" in request.GET,
        "stays": stays(found),
    }
    status = 422 if form.errors else 200
    return render(request, "transitions/plans/reading.html", shown, status=status)
