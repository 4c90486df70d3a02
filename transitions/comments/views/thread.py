from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.runs.models import Item
from checklists.runs.operations.guards import SentBefore
from config.lib.forms import posted
from config.lib.htmx import VARY, wants_part
from transitions.comments import permissions
from transitions.comments.forms import AlongForm, CommentForm
from transitions.comments.operations import reading
from transitions.comments.queries import people as who_sees
from transitions.comments.queries import thread as threads
from transitions.comments.rules.naming import NotUnderstood, counted
from transitions.comments.views import guards
from transitions.plans.forms.keys import renew
from transitions.plans.models import Transition
from transitions.plans.operations.items import ReadsOnly
from transitions.plans.operations.locking import Refused
from transitions.plans.permissions import takes_part
from transitions.plans.queries.header import header
from transitions.plans.views.answers import told, who

PAGE = "transitions/comments/comments.html"
ITEM_PAGE = "transitions/comments/item.html"
ITEM_PART = "transitions/comments/item_thread.html"


@require_http_methods(["GET", "HEAD", "POST"])
@told
def transition_comments(request: HttpRequest, transition_id: int) -> HttpResponse:
    """All that is said about a transition and its items, and the field to say something."""
    found = guards.load(request, transition_id)
    form = CommentForm(found, posted(request))
    if request.method == "POST" and is_said(request, form):
        if not wants_part(request):
            return redirect(f"{reverse('transition_comments', args=[found.pk])}#say")
        found, form = guards.load(request, transition_id), CommentForm(found)
    return _page(request, found, form)


def _page(request: HttpRequest, found: Transition, form: CommentForm) -> HttpResponse:
    viewer, comments = guards.viewer(request, found), guards.of_transition(request, found.pk)
    mine, number = "mine" in request.GET, request.GET.get("page")
    at = request.GET.get("at", "")
    shown = threads.page(comments, viewer, number, mine=mine, at=at)
    above = header(found, viewer.user, viewer.today)
    on_team = any(member.person_id == viewer.user.pk for member in above.team)
    context = {
        "header": above,
        "here_tab": "Comments",
        "thread": shown,
        "mine": mine,
        "form": form,
        "may_comment": permissions.may_comment(viewer.user, found, on_team=on_team),
    }
    _note_seen(request, shown.seen, viewer)
    return _answer(request, context, PAGE, f"{PAGE}#thread", is_wrong=bool(form.errors))


@require_http_methods(["GET", "HEAD", "POST"])
@told
def item_comments(request: HttpRequest, transition_id: int, item_id: int) -> HttpResponse:
    """Notes and comments of an item: a part of its row, or a page without a script."""
    found, may_comment = guards.reach_of(request, transition_id)
    item = get_object_or_404(Item, pk=item_id, checklist=found.checklist_id)
    form = AlongForm(found, posted(request), item=item)
    is_new = request.method == "POST" and is_said(request, form)
    if is_new and not wants_part(request):
        return redirect(f"{reverse('item_comments', args=[found.pk, item.pk])}#say")
    viewer = guards.viewer(request, found)
    shown = threads.of_item(guards.of_transition(request, found.pk), item, viewer)
    context: dict[str, Any] = {
        "item": item,
        "transition": found,
        "thread": shown,
        "form": AlongForm(found, item=item) if is_new else form,
        "may_comment": may_comment,
        "has_form": may_comment and not found.is_active,
        "is_said": request.method == "POST",
    }
    _note_seen(request, shown.seen, viewer)
    if request.method == "POST" or not wants_part(request):
        whole = guards.load(request, transition_id)
        context["header"] = header(whole, viewer.user, viewer.today)
    return _answer(request, context, ITEM_PAGE, ITEM_PART, is_wrong=bool(context["form"].errors))


def _note_seen(request: HttpRequest, seen: tuple[int, ...], viewer: threads.Viewer) -> None:
    """The reader has now seen these mentions; whoever asks for the head alone sees nothing."""
    if request.method != "HEAD":
        reading.read(seen, by=viewer.user, now=viewer.now)


@require_safe
def people(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Who may be mentioned, as the list below a field offers them."""
    guards.worked_on(request, transition_id)
    found = guards.load(request, transition_id)
    offers = who_sees.offered(found, request.GET.get("q", "").replace("\x00", ""), person(request))
    shown = {"offers": offers, "said": counted(len(offers))}
    return render(request, "transitions/comments/people.html", shown)


def is_said(request: HttpRequest, form: CommentForm) -> bool:
    """Say what a form holds; where that is refused, the form shows why and keeps what was typed."""
    found = form.transition
    on_team = found.team.filter(person=person(request)).exists()
    if not takes_part(person(request), found, on_team=on_team):
        raise ReadsOnly
    if not form.is_valid():
        return False
    try:
        form.act(who(request))
    except (NotUnderstood, Refused, SentBefore) as refusal:
        form.add_error("body", str(refusal))
        if isinstance(refusal, SentBefore):
            renew(form)
        return False
    guards.send_mails()
    if not wants_part(request):
        messages.success(request, "Your comment is there.")
    return True


def _answer(
    request: HttpRequest, context: dict[str, Any], page: str, part: str, *, is_wrong: bool
) -> HttpResponse:
    is_part = wants_part(request)
    context["today"] = timezone.localdate()
    context["tabs_follow"] = is_part and request.method == "POST"
    response = render(request, part if is_part else page, context, status=422 if is_wrong else 200)
    patch_vary_headers(response, VARY)
    return response
