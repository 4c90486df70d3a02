from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from config.lib.forms import posted
from transitions.comments import permissions
from transitions.comments.forms import ChangeForm
from transitions.comments.models import Comment
from transitions.comments.operations import writing
from transitions.comments.operations.writing import TOO_LATE, ChangedMeanwhile
from transitions.comments.queries import thread as threads
from transitions.comments.rules.naming import NotUnderstood
from transitions.comments.views import guards
from transitions.plans.operations.items import ReadsOnly
from transitions.plans.operations.locking import Refused
from transitions.plans.permissions import may_manage
from transitions.plans.queries.header import header
from transitions.plans.views.answers import who

EDIT = "transitions/comments/edit.html"
REMOVE = "transitions/comments/remove.html"


@require_safe
def comment(request: HttpRequest, transition_id: int, comment_id: int) -> HttpResponse:
    """To the page on which a comment stands, with the comment in sight."""
    found = guards.one_comment(request, transition_id, comment_id)
    return redirect(_place(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, transition_id: int, comment_id: int) -> HttpResponse:
    """The author of a comment puts it right."""
    found = guards.one_comment(request, transition_id, comment_id)
    if found.author_id != person(request).pk:
        raise ReadsOnly
    form, conflict = ChangeForm(found, posted(request)), False
    if request.method != "POST":
        if not permissions.may_change(person(request), found, timezone.now()):
            raise PermissionDenied(TOO_LATE)
    elif form.is_valid():
        try:
            changed = form.act(who(request))
        except (NotUnderstood, Refused) as refusal:
            form.add_error("body", str(refusal))
        except ChangedMeanwhile as meanwhile:
            form.show_both(meanwhile)
            conflict = True
        else:
            guards.send_mails()
            messages.success(request, "Comment saved.")
            return redirect(_place(request, changed))
    return _page(request, EDIT, found, {"form": form, "conflict": conflict})


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, transition_id: int, comment_id: int) -> HttpResponse:
    """Asks first; then the words of a comment are gone."""
    found = guards.one_comment(request, transition_id, comment_id)
    whole = guards.load(request, transition_id)
    if found.author_id != person(request).pk and not may_manage(person(request), whole):
        raise ReadsOnly
    if request.method == "POST":
        removed = writing.remove(found.pk, who(request))
        messages.success(request, "Comment removed.")
        return redirect(_place(request, removed))
    if found.is_removed:
        return redirect(_place(request, found))
    [entry] = threads.entries([found], guards.viewer(request, whole))
    return _page(request, REMOVE, found, {"entry": entry})


def _place(request: HttpRequest, found: Comment) -> str:
    comments = guards.of_transition(request, found.transition_id)
    page = threads.page_of(comments, found)
    address = reverse("transition_comments", args=[found.transition_id])
    return f"{address}?page={page}&at={found.pk}#{found.anchor}"


def _page(
    request: HttpRequest, template: str, found: Comment, shown: dict[str, object]
) -> HttpResponse:
    whole = guards.load(request, found.transition_id)
    form = shown.get("form")
    is_wrong = isinstance(form, ChangeForm) and (form.errors or shown["conflict"])
    context = {
        **shown,
        "comment": found,
        "header": header(whole, person(request), timezone.localdate()),
        "here_tab": "Comments",
    }
    return render(request, template, context, status=422 if is_wrong else 200)
