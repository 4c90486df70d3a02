from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.clients.choices import Level
from accounts.clients.views.guards import changeable_account, visible_account
from accounts.people.views.guards import person
from accounts.profile.choices import Sight
from accounts.profile.operations import documents, levels, records
from accounts.profile.operations.opening import Seen
from accounts.profile.operations.records import AlreadyThere, Sent
from accounts.profile.permissions import can_check_documents
from accounts.profile.queries.levels import documents as readable_documents
from accounts.profile.queries.levels import reach
from accounts.profile.views.book import PROFILE, Book, about, back, part, place
from accounts.profile.views.noting import note
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


@require_POST
def level(request: HttpRequest, account_id: int, name: str, book: Book) -> HttpResponse:
    """A section becomes confidential, or open to all who see the account."""
    account = changeable_account(request, account_id)
    about_it = book.contents.by_name.get(name)
    if about_it is None or not about_it.may_be_confidential:
        raise Http404
    if request.POST.get("level") == Level.OPEN:
        levels.open_up(account_id, book.contents.name, name)
        said = f"Everybody who sees {account} reads “{about_it.title}” again."
    else:
        sent = Sent(person(request), timezone.now())
        levels.close(account_id, book.contents.name, name, sent)
        said = f"“{about_it.title}” is confidential now."
    messages.success(request, said)
    return back(request, book, account, name)


@require_safe
def document_file(request: HttpRequest, account_id: int, record_id: int) -> FileResponse:
    """A document as a download, for whoever sees its account and reads it."""
    account = visible_account(request, account_id)
    allowed = reach(person(request), account)
    kept = get_object_or_404(readable_documents(account, allowed).exclude(file=""), pk=record_id)
    is_closed = kept.level == Level.CONFIDENTIAL or allowed.mark("profile", "documents")
    if account.is_confidential or is_closed:
        note(request, account, [Seen(Sight.FILE, f"document {kept.pk}", kept.title)])
    return kept_files.download(kept.file, name=kept.file_name, media_type=kept.media_type)


@require_POST
def document_opened(request: HttpRequest, account_id: int, record_id: int) -> HttpResponse:
    """Somebody says whether they could open a document."""
    account, user = visible_account(request, account_id), person(request)
    allowed = reach(user, account)
    document = get_object_or_404(readable_documents(account, allowed), pk=record_id)
    if not can_check_documents(user, account, reads_confidential=allowed.reads):
        raise PermissionDenied("Who looks after an account says which documents they can open.")
    can_open = request.POST.get("can_open") == "yes"
    documents.say(document, user, can_open=can_open, now=timezone.now())
    said = "you can open" if can_open else "you cannot open"
    messages.success(request, f"Noted that {said} “{document}”.")
    return back(request, PROFILE, account, "documents")
