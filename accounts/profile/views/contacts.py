"""The people at a client are written in their section, or on a page without JavaScript.

Their account's page leads to the same forms, and is where one is back afterwards: `?back=account`.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.clients.models import Account, Contact
from accounts.clients.operations import contacts
from accounts.clients.operations.contacts import AddedBefore, ContactChanged
from accounts.clients.queries.naming import named_in
from accounts.clients.queries.profile import key_contact
from accounts.clients.views.guards import changeable_account
from accounts.people.views.guards import person
from accounts.profile.forms.contact import PersonForm
from accounts.profile.operations import people
from accounts.profile.operations.records import Sent
from accounts.profile.views.book import PROFILE, about, back, part
from config.lib.forms import posted
from config.lib.htmx import wants_part

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def contact_new(request: HttpRequest, account_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    form, key_before = _form(request, account), key_contact(account)
    if request.method == "POST" and form.is_valid():
        try:
            added = people.add(account_id, form.values, _sent(request, form))
        except AddedBefore as before:
            form.add_error(None, str(before))
            form.renew_key()
        else:
            messages.success(request, f"{added.name} added.{moved_mark(added, key_before)}")
            return _back(request, account)
    return _show(request, account, form)


@require_http_methods(METHODS)
def contact_edit(request: HttpRequest, account_id: int, contact_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    contact = get_object_or_404(account.contacts, pk=contact_id)
    name, key_before = contact.name, key_contact(account)
    form, status = _form(request, account, contact), 0
    if request.method == "POST" and form.is_valid():
        version, sent = form.cleaned_data["version"] or 0, _sent(request, form)
        try:
            changed = people.change(contact_id, form.values, sent, version=version)
        except ContactChanged as conflict:
            form.compare(conflict.contact)
            status = 409
        except Contact.DoesNotExist as removed:
            raise Http404 from removed
        else:
            messages.success(request, f"Changes saved.{moved_mark(changed, key_before)}")
            return _back(request, account)
    return _show(request, account, form, status, contact_id=contact_id, contact_name=name)


def moved_mark(contact: Contact, before: Contact | None) -> str:
    """A sentence for whoever moves the mark of the key contact, mostly without seeing the other."""
    if not contact.is_key or before is None or before.pk == contact.pk:
        return ""
    return f" {contact.name} is the key contact now, instead of {before.name}."


@require_http_methods(METHODS)
def contact_remove(request: HttpRequest, account_id: int, contact_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    contact = get_object_or_404(account.contacts, pk=contact_id)
    if request.method == "POST":
        contacts.remove(contact_id)
        messages.success(request, f"{contact.name} removed.")
        return _back(request, account)
    context = about(request, PROFILE, account, ["people"]) | {
        "contact": contact,
        "named_in": named_in(contact),
        "is_of_account": _is_of_account(request),
    }
    return render(request, "accounts/profile/contact_remove.html", context)


def _form(request: HttpRequest, account: Account, contact: Contact | None = None) -> PersonForm:
    return PersonForm(
        posted(request),
        instance=contact,
        account=account,
        user=person(request),
        auto_id="contacts-%s",
    )


def _sent(request: HttpRequest, form: PersonForm) -> Sent:
    who, now = person(request), timezone.now()
    key = form.cleaned_data.get("request_key")
    return Sent(who, now, key) if key else Sent(who, now)


def _show(
    request: HttpRequest, account: Account, form: PersonForm, status: int = 0, **more: Any
) -> HttpResponse:
    """The form: in the section of people, or on a page of its own."""
    status = status or (422 if request.method == "POST" else 200)
    more |= {"contact_form": form, "conflict": status == 409}
    if wants_part(request):
        return part(request, PROFILE, account, "people", status, **more)
    context = about(request, PROFILE, account, ["people"]) | more
    context |= {"here": request.get_full_path(), "is_of_account": _is_of_account(request)}
    return render(request, "accounts/profile/contact.html", context, status=status)


def _back(request: HttpRequest, account: Account) -> HttpResponse:
    """In the section, on the profile, or on the account's page where that led to the form."""
    if _is_of_account(request) and not wants_part(request):
        return redirect(f"{account.get_absolute_url()}#contacts")
    return back(request, PROFILE, account, "people")


def _is_of_account(request: HttpRequest) -> bool:
    return request.GET.get("back") == "account"
