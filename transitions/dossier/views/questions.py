from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people.views.guards import person
from checklists.runs.operations.guards import SentBefore
from config.lib.forms import posted
from transitions.dossier import permissions
from transitions.dossier.forms.questions import AnswerForm, AskForm, TellForm
from transitions.dossier.operations import questions as operations
from transitions.dossier.queries.dossier import dossier_page, question_of
from transitions.dossier.queries.levels import readable_question
from transitions.dossier.queries.prompts import prompt_called
from transitions.dossier.rules import TACIT
from transitions.dossier.views.dossier import note_section, opened, place, show
from transitions.plans.forms.keys import renew
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.views.answers import who
from transitions.plans.views.writing import attempt

DAYS_TO_ANSWER = 3
"""Working days within which an answer is usual."""


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Ask who hands over, in own words or with a prompt of the bank."""
    found, user = opened(request, transition_id), person(request)
    if not permissions.may_ask(user, found):
        raise PermissionDenied(f"{found.incoming} asks, and whoever manages the transition.")
    page = dossier_page(found, user, timezone.localdate())
    prompt = prompt_called(request.GET.get("prompt", ""))
    form = AskForm(
        found,
        page,
        posted(request),
        due_on=_usual_day(found, page.last_day),
        section=request.GET.get("section", ""),
        prompt=prompt,
    )
    try:
        tried = attempt(request, form, "")
    except SentBefore as before:
        form.add_error(None, str(before))
        renew(form)
        return show(request, found, "ask", {"form": form, "prompt": prompt}, status=422)
    if tried.is_kept:
        section = TACIT if prompt else form.cleaned_data["section"]
        return redirect(place(found, section))
    return show(request, found, "ask", {"form": form, "prompt": prompt}, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, transition_id: int, question_id: int) -> HttpResponse:
    found = opened(request, transition_id)
    question = readable_question(found, person(request), question_id)
    if question is None:
        raise Http404
    user = person(request)
    is_late = question.withdrawn_at is not None and user == found.outgoing
    if not is_late and not permissions.may_reply(user, found, question):
        raise PermissionDenied(operations.answers(found, user))
    if question.withdrawn_at and request.method != "POST":
        messages.warning(request, operations.withdrawn(question))
        return redirect(place(found, question.section))
    form = AnswerForm(found, question, posted(request), by=user)
    tried = attempt(request, form, "")
    if tried.is_kept:
        return redirect(place(found, question.section))
    note_section(request, found, question.section)
    more = {"form": form, "question": question, "is_stale": tried.is_stale}
    return show(request, found, "answer", more, status=tried.status)


@require_POST
def withdraw(request: HttpRequest, transition_id: int, question_id: int) -> HttpResponse:
    """Take back what was asked by mistake."""
    found, user = opened(request, transition_id), person(request)
    question = readable_question(found, user, question_id)
    if question is None:
        raise Http404
    if question.asked_by != user or not found.is_active:
        raise PermissionDenied(
            "Who asked a question takes it back, while the transition is active."
        )
    try:
        operations.withdraw(question.pk, who(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Withdrawn. {found.outgoing.first_name} is not asked any more.")
    return redirect(f"{reverse('dossier', args=[found.pk])}#questions")


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, transition_id: int, prompt: str) -> HttpResponse:
    """Answer a prompt of the bank that nobody has asked."""
    found = opened(request, transition_id)
    _may_tell(request, found)
    asks = prompt_called(prompt)
    if asks is None:
        raise Http404
    before = question_of(found, prompt)
    if before and request.method != "POST":
        return redirect("dossier_answer", found.pk, before.pk)
    form = TellForm(found, asks, posted(request))
    tried = attempt(request, form, "")
    if tried.is_kept:
        return redirect(place(found, TACIT))
    more: dict[str, Any] = {"form": form, "question": asks}
    if tried.is_stale and (asked := question_of(found, prompt)):
        action = reverse("dossier_answer", args=[found.pk, asked.pk])
        over = form.over(asked, person(request))
        more = {"form": over, "question": asked, "action": action, "is_stale": True}
    return show(request, found, "answer", more, status=tried.status)


def _may_tell(request: HttpRequest, found: Transition) -> None:
    """403 for everybody who sees the transition but does not answer."""
    if not permissions.may_tell(person(request), found):
        raise PermissionDenied(operations.answers(found, person(request)))


def _usual_day(found: Transition, last: date) -> date:
    return min(found.calendar.work_calendar().add(timezone.localdate(), DAYS_TO_ANSWER), last)
