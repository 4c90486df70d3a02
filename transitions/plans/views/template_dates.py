from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from checklists.library.models import Template
from checklists.library.queries.preview import wrong
from config.lib.htmx import page_or_part, wants_part
from transitions.plans.forms.template_dates import TemplateDatesForm

PAGE = "transitions/plans/template_dates.html"


@require_safe
def template_dates(request: HttpRequest, template_id: int) -> HttpResponse:
    """The day of every item for any start; a page, a part of the page of the template, and in
    either the answer that follows what is typed.
    """
    user, today = person(request), timezone.localdate()
    found = get_object_or_404(Template.objects.visible_to(user), pk=template_id)
    form = TemplateDatesForm(request.GET, template=found, user=user, today=today)
    form.is_valid()
    is_part = wants_part(request)
    follows = is_part and "starts_on" in request.GET
    context = {
        "template": found,
        "form": form,
        "preview": form.preview,
        "today": today,
        "is_part": is_part,
        "follows": follows,
        "wrong": () if is_part else wrong(found),
    }
    return page_or_part(request, PAGE, "answer" if follows else "dates", context)
