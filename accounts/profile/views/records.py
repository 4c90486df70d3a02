"""Rows of an account are written in place, or on a page of their own without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.clients.models import Account
from accounts.clients.views.guards import changeable_account, must_change, visible_account
from accounts.people.views.guards import person
from accounts.profile.forms.base import ProfileForm
from accounts.profile.models import Document, Record
from accounts.profile.operations import documents, records
from accounts.profile.operations.records import AddedBefore, AlreadyThere, ChangedMeanwhile, Sent
from accounts.profile.queries.contents import Kind, Single
from accounts.profile.queries.levels import reach, readable
from accounts.profile.views.book import Book, about, back, part
from config.lib.forms import posted
from config.lib.htmx import wants_part

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def record_new(request: HttpRequest, account_id: int, name: str, book: Book) -> HttpResponse:
    account, kind = changeable_account(request, account_id), _kind(book, name)
    form = _form(request, book, account, name)
    if request.method == "POST" and form.is_valid():
        sent = _sent(request, form)
        try:
            if kind.model is Document:
                added: Record = documents.add(account_id, form.values, sent)
            else:
                added = records.add(kind.model, account_id, form.values, sent)
        except AddedBefore as before:
            form.add_error(None, str(before))
            form.renew_key()
        except AlreadyThere:
            form.add_error(None, f"This {kind.noun} is recorded already.")
        else:
            messages.success(request, f"“{added}” added.")
            return back(request, book, account, book.contents.section_of[name].name)
    return _show(request, book, kind, form)


@require_http_methods(METHODS)
def record_edit(
    request: HttpRequest, account_id: int, name: str, record_id: int, book: Book
) -> HttpResponse:
    account, kind = visible_account(request, account_id), _kind(book, name)
    row = _row(request, book, account, name, record_id)
    must_change(request, account)
    form, status = _form(request, book, account, name, row), 0
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            if isinstance(row, Document):
                documents.change(row, form.values, _sent(request, form), version=version)
            else:
                records.change(
                    kind.model, record_id, form.values, _sent(request, form), version=version
                )
        except ChangedMeanwhile as conflict:
            form.compare(conflict.row)
            status = 409
        except ObjectDoesNotExist as removed:
            raise Http404 from removed
        except AlreadyThere:
            form.add_error(None, f"Another {kind.noun} of this account is recorded as that.")
        else:
            messages.success(request, "Changes saved.")
            return back(request, book, account, book.contents.section_of[name].name)
    return _show(request, book, kind, form, record_id, status=status)


@require_http_methods(METHODS)
def record_remove(
    request: HttpRequest, account_id: int, name: str, record_id: int, book: Book
) -> HttpResponse:
    account, kind = visible_account(request, account_id), _kind(book, name)
    row = _row(request, book, account, name, record_id)
    must_change(request, account)
    if request.method == "POST":
        if isinstance(row, Document):
            documents.remove(row)
        else:
            records.remove(kind.model, record_id)
        messages.success(request, f"“{row}” removed.")
        return back(request, book, account, book.contents.section_of[name].name)
    context = about(request, book, account) | {
        "kind": kind,
        "row": row,
        "section": book.contents.section_of[name],
    }
    return render(request, "accounts/profile/remove.html", context)


@require_http_methods(METHODS)
def single_edit(request: HttpRequest, account_id: int, name: str, book: Book) -> HttpResponse:
    """What an account has once: the first to save it makes it."""
    account = changeable_account(request, account_id)
    if name not in book.contents.singles:
        raise Http404
    single = book.contents.singles[name]
    row = single.model._default_manager.filter(account=account).first()
    form, status = _form(request, book, account, name, row), 0
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            records.keep(
                single.model, account_id, form.values, _sent(request, form), version=version
            )
        except ChangedMeanwhile as conflict:
            form.compare(conflict.row)
            status = 409
        else:
            messages.success(request, "Changes saved.")
            return back(request, book, account, book.contents.section_of[name].name)
    return _show(request, book, single, form, status=status)


def _kind(book: Book, name: str) -> Kind:
    try:
        return book.contents.kinds[name]
    except KeyError as unknown:
        raise Http404 from unknown


def _row(request: HttpRequest, book: Book, account: Account, name: str, record_id: int) -> Record:
    """A row that the reader reads, whether they may change it or not; else 404."""
    allowed = reach(person(request), account)
    if allowed.hides(book.contents.name, book.contents.section_of[name].name):
        raise Http404
    rows = _kind(book, name).model._default_manager.filter(account=account)
    row: Record = get_object_or_404(readable(rows, allowed), pk=record_id)
    return row


def _form(
    request: HttpRequest, book: Book, account: Account, name: str, row: Any = None
) -> ProfileForm[Any]:
    return book.forms[name](
        posted(request),
        request.FILES or None,
        instance=row,
        account=account,
        user=person(request),
        today=timezone.localdate(),
        auto_id=f"{name}-%s",
    )


def _sent(request: HttpRequest, form: ProfileForm[Any]) -> Sent:
    who, now = person(request), timezone.now()
    key = form.cleaned_data.get("request_key")
    return Sent(who, now, key) if key else Sent(who, now)


def _show(
    request: HttpRequest,
    book: Book,
    kind: Kind | Single,
    form: ProfileForm[Any],
    record_id: int | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    """The form: in its section, or on a page of its own."""
    status = status or (422 if request.method == "POST" else 200)
    account, section = form.account, book.contents.section_of[kind.name]
    more = {
        "form": form,
        "kind": kind,
        "record_id": record_id,
        "conflict": status == 409,
        "is_single": isinstance(kind, Single),
    }
    if wants_part(request):
        return part(request, book, account, section.name, status, **more)
    context = about(request, book, account) | more | {"section": section}
    return render(request, "accounts/profile/edit.html", context, status=status)
