"""What comes back from a change of a draft: with htmx the parts that changed, else the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from checklists.library.models import Template
from checklists.library.queries.editor import editor
from config.lib.htmx import page_or_part, wants_part

ANSWER = "checklists/library/editor_answer.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: in words, where on the page that shows, and how it is undone.

    `closes` is the panel whose form has done its work, `focus` what the keyboard goes on from
    where that went away. An undo is told in a toast, so that the one it came from goes.
    """

    said: str
    anchor: str = ""
    focus: str = ""
    closes: str = ""
    undo: str = ""
    is_undo: bool = False


def changed(request: HttpRequest, template: Template, outcome: Outcome) -> HttpResponse:
    """A change that was made."""
    if not wants_part(request):
        messages.success(request, outcome.said, extra_tags=outcome.undo)
        return redirect(f"{edit_address(template.pk)}#{outcome.anchor}")
    template.refresh_from_db()
    context = {"template": template, "page": editor(template), "outcome": outcome}
    return render(request, ANSWER, context)


def refused(request: HttpRequest, template_id: int, sentence: str) -> HttpResponse:
    """A change that was not made: why, and how the draft stands now."""
    template = Template.objects.kept().filter(pk=template_id).first()
    if wants_part(request) and template and template.is_open_draft:
        context = {"template": template, "page": editor(template), "alarm": sentence}
        return render(request, ANSWER, context, status=409)
    messages.error(request, sentence)
    where = reverse("templates") if template is None else edit_address(template.pk)
    return HttpResponseClientRedirect(where) if wants_part(request) else redirect(where)


def form_page(
    request: HttpRequest, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A form as a page of its own, or in its panel on the page of the draft."""
    is_panel = wants_part(request)
    response = page_or_part(request, page, "panel", context | {"is_panel": is_panel}, status)
    if is_panel and status != 200:
        response["HX-Retarget"] = f"#{context['panel']}"
        response["HX-Reswap"] = "innerHTML"
    return response


def edit_address(template_id: int) -> str:
    return reverse("template_edit", args=[template_id])
