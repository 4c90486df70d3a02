from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.people.choices import MentionMail
from accounts.people.views.guards import person
from accounts.people.views.stopping import stopping
from config.lib import words
from config.lib.htmx import page_or_part, wants_part
from transitions.comments.filters import MentionFilter
from transitions.comments.models import Mention
from transitions.comments.operations import reading
from transitions.comments.queries import mentions as queries
from transitions.comments.rules.stopping import person_of

LIST = "transitions/comments/mentions.html"


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    """Where somebody has mentioned the reader, the newest first."""
    visible = Mention.objects.visible_to(person(request))
    filters = MentionFilter(request.GET, queryset=visible)
    page = Paginator(queries.listed(filters.found), 50).get_page(request.GET.get("page"))
    shown = {
        "filter": filters,
        "page": page,
        "rows": queries.rows(page.object_list),
        "unread": visible.unread().count(),
    }
    return page_or_part(request, LIST, "found", shown)


@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """The link to the mentions with how many are not read, for a page that asks later."""
    if not wants_part(request):
        return redirect("mentions")
    count = queries.unread_count(person(request))
    return render(request, "transitions/comments/mentions_link.html", {"unread": count})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    many = reading.read_all(by=person(request), now=timezone.now())
    said = f"{words.count(many, 'mention')} marked as read." if many else "Nothing was new."
    messages.success(request, said)
    return redirect("mentions")


stop = stopping(
    "transitions/comments/stop.html",
    person_of=person_of,
    is_off=lambda person: person.mention_mail == MentionMail.DIGEST,
    stop=reading.stop_mails,
)
"""A person stops mails about mentions."""
