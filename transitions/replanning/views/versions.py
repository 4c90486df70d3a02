from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from config.lib.htmx import page_or_part
from transitions.plans.choices import RUNNING_STATES
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.views.actions import led_back, manageable
from transitions.plans.views.answers import who
from transitions.replanning.operations import versions
from transitions.replanning.queries.older import on_older_versions
from transitions.replanning.queries.versions import moving, newer

PAGE = "transitions/replanning/version.html"
OLDER = "transitions/replanning/older.html"
NEWEST = "This transition has the newest published version of its template."


@require_http_methods(["GET", "HEAD", "POST"])
def transition_version(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Shows what a newer version of the template makes of a transition, and moves it there."""
    found = manageable(request, transition_id)
    if found.state not in RUNNING_STATES:
        return led_back(request, found, "Only a running transition moves to another version.")
    if request.method != "POST":
        return preview(request, found)
    seen, today = request.POST.get("seen", ""), timezone.localdate()
    try:
        moved = versions.move(found.pk, seen=seen, who=who(request), today=today)
    except versions.OutOfDate as refusal:
        return preview(request, found, refused=str(refusal))
    except Refused as refusal:
        return led_back(request, found, str(refusal))
    messages.success(request, f"It runs by version {moved.template.version} now.")
    return redirect(moved)


def preview(request: HttpRequest, found: Transition, *, refused: str = "") -> HttpResponse:
    target, today = newer(found), timezone.localdate()
    if target is None:
        return led_back(request, found, NEWEST)
    context = {
        "header": header(found, person(request), today),
        "moving": moving(found, target, today),
        "refused": refused,
        "today": today,
    }
    return render(request, PAGE, context, status=409 if refused else 200)


@require_safe
def template_older(request: HttpRequest, template_id: int) -> HttpResponse:
    """The running transitions on older versions of a template, each leading to its move."""
    user = person(request)
    found = get_object_or_404(Template.objects.visible_to(user), pk=template_id)
    is_published = found.state == TemplateState.PUBLISHED
    older = on_older_versions(found, user) if is_published else []
    return page_or_part(request, OLDER, "older", {"template": found, "older": older})
