from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.people.permissions import looks_after_site
from accounts.people.views.guards import person
from config.lib import export, words
from config.lib.lists import Listing, sheet_of
from config.lib.mail import operations as mail_operations
from config.lib.mail.models import Message, MessageQuerySet
from config.lib.queue import nudge
from transitions.reminders.filters import FILE_COLUMNS, OutboxFilter
from transitions.reminders.queries import outbox as queries
from transitions.reminders.rules.frame import framed, height

LIST = "transitions/reminders/outbox.html"


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    visible = Message.objects.visible_to(person(request))
    filters = OutboxFilter(request.GET, visible)
    page = Paginator(queries.light(filters.found), 50).get_page(request.GET.get("page"))
    context = {
        "filter": filters,
        "page": page,
        "failed": visible.failed().worth_sending(timezone.now()).count(),
        "folder": _folder(request),
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    is_part = htmx and not htmx.history_restore_request
    response = render(request, f"{LIST}#found" if is_part else LIST, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@require_safe
def outbox_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    found, by = OutboxFilter(request.GET, _visible(request)), person(request).full_name
    file = Listing("mails", "Mails", FILE_COLUMNS, found.order)
    wanted = sheet_of(file, queries.light(found.found), found, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    shown = get_object_or_404(_visible(request), pk=message_id)
    context = {
        "message": shown,
        "is_too_old": shown.is_too_old(timezone.now()),
        "headers": queries.headers(shown) if looks_after_site(person(request)) else [],
        "sent_as": queries.sent_as(),
        "invites": queries.invites(shown),
        "folder": _folder(request),
        "height": height(shown.body_text),
    }
    return render(request, "transitions/reminders/message.html", context)


@require_safe
@xframe_options_sameorigin
def message_html(request: HttpRequest, message_id: int) -> HttpResponse:
    """The HTML of a mail, for the frame on its page: it may do nothing but look like itself."""
    shown = get_object_or_404(_visible(request), pk=message_id)
    if shown.is_private or not shown.body_html:
        raise Http404
    frame = framed(shown.body_html)
    return HttpResponse(frame.html, headers={"Content-Security-Policy": frame.policy})


@require_POST
def message_retry(request: HttpRequest, message_id: int) -> HttpResponse:
    shown = get_object_or_404(_visible(request), pk=message_id)
    now = timezone.now()
    if mail_operations.retry(shown.pk, now=now) or mail_operations.send_now(shown.pk, now=now):
        nudge(mail_operations.DELIVERY)
        notes.success(request, f"“{shown.subject}” is on its way to {shown.to} again")
    elif shown.is_failed and shown.is_too_old(now):
        notes.info(request, "This digest is too old to be useful, so it is not sent any more")
    else:
        notes.info(request, "This mail has not failed, so there is nothing to try again")
    return redirect(shown)


@require_POST
def outbox_retry(request: HttpRequest) -> HttpResponse:
    """Try all failed mails again that the person sees and that are still worth sending."""
    count = mail_operations.retry_all(_visible(request), now=timezone.now())
    if count:
        nudge(mail_operations.DELIVERY)
        notes.success(request, f"{words.count(count, 'mail')} on the way again")
    else:
        notes.info(
            request, "No failed mail is left to try again; old digests are not sent any more"
        )
    return redirect("outbox")


def _folder(request: HttpRequest) -> str:
    """Where mails are written instead of sent, for whoever looks after the site; else nothing."""
    return queries.folder() if looks_after_site(person(request)) else ""


def _visible(request: HttpRequest) -> MessageQuerySet:
    return Message.objects.visible_to(person(request))
