from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.clients.views.guards import changeable_account, visible_account
from accounts.people.views.guards import person
from accounts.profile.models import Document
from accounts.profile.operations import documents, records
from accounts.profile.operations.records import AlreadyThere, Sent
from accounts.profile.permissions import can_judge
from accounts.profile.views.book import PROFILE, Book, about, back, part, place
from config.lib import kept_files
from config.lib.htmx import wants_part


@require_safe
def profile(request: HttpRequest, account_id: int) -> HttpResponse:
    account = visible_account(request, account_id)
    return render(request, "accounts/profile/page.html", about(request, PROFILE, account))


@require_safe
def section(request: HttpRequest, account_id: int, name: str, book: Book) -> HttpResponse:
    """One section as it is read, for whoever gives up to write in it; else the whole page."""
    if name not in book.contents.by_name:
        raise Http404
    account = visible_account(request, account_id)
    if not wants_part(request):
        return redirect(place(book, account, name))
    return part(request, book, account, name)


@require_POST
def nothing(request: HttpRequest, account_id: int, name: str, book: Book) -> HttpResponse:
    """Somebody looked, and there is nothing to tell."""
    account = changeable_account(request, account_id)
    about_it = book.contents.by_name.get(name)
    if about_it is None or not about_it.may_be_nothing:
        raise Http404
    sent = Sent(person(request), timezone.now())
    try:
        records.say_nothing(account_id, name, about_it.models, sent)
    except AlreadyThere:
        messages.warning(request, f"There is something in “{about_it.title}” by now.")
    else:
        messages.success(request, f"Noted: nothing to tell in “{about_it.title}”.")
    return back(request, book, account, name)


@require_safe
def document_file(request: HttpRequest, account_id: int, record_id: int) -> FileResponse:
    """A document as a download, for whoever sees its account."""
    account = visible_account(request, account_id)
    kept = get_object_or_404(Document.objects.exclude(file=""), account=account, pk=record_id)
    return kept_files.download(kept.file, name=kept.file_name, media_type=kept.media_type)


@require_POST
def document_opened(request: HttpRequest, account_id: int, record_id: int) -> HttpResponse:
    """Somebody says whether they could open a document."""
    account, user = visible_account(request, account_id), person(request)
    if not can_judge(user, account):
        raise PermissionDenied("Who works on an account says which documents they can open.")
    document = get_object_or_404(Document, account=account, pk=record_id)
    can_open = request.POST.get("can_open") == "yes"
    documents.say(document, user, can_open=can_open, now=timezone.now())
    said = "you can open" if can_open else "you cannot open"
    messages.success(request, f"Noted that {said} “{document}”.")
    return back(request, PROFILE, account, "documents")
