from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from checklists.library.models import Template
from config.lib.htmx import page_or_part
from transitions.plans.forms.template_dates import TemplateDatesForm

PAGE = "transitions/plans/template_dates.html"


@require_safe
def template_dates(request: HttpRequest, template_id: int) -> HttpResponse:
    """The day of every item for any start; a page, and a part of the page of the template."""
    user, today = person(request), timezone.localdate()
    found = get_object_or_404(Template.objects.visible_to(user), pk=template_id)
    form = TemplateDatesForm(request.GET, template=found, user=user, today=today)
    form.is_valid()
    context = {"template": found, "form": form, "preview": form.preview, "today": today}
    return page_or_part(request, PAGE, "dates", context)
