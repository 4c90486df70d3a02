from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.clients.forms import ContactForm
from accounts.clients.models import Contact
from accounts.clients.operations import contacts
from accounts.clients.operations.contacts import AddedBefore, ContactChanged
from accounts.clients.queries.profile import key_contact
from accounts.clients.views.guards import changeable_account
from config.lib.forms import posted

EDIT = "accounts/clients/contact_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: HttpRequest, account_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    form, key_before = ContactForm(posted(request), account=account), key_contact(account)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            added = contacts.add(account_id, form.values, request_key=key)
        except AddedBefore as before:
            form.add_error(None, str(before))
            form.renew_key()
        else:
            messages.success(request, f"{added.name} added.{moved_mark(added, key_before)}")
            return redirect(account)
    status = 422 if request.method == "POST" else 200
    return render(request, EDIT, {"form": form, "account": account}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest, account_id: int, contact_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    contact = get_object_or_404(account.contacts, pk=contact_id)
    name, key_before = contact.name, key_contact(account)
    form = ContactForm(posted(request), instance=contact, account=account)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            changed = contacts.change(contact_id, form.values, version=version)
        except ContactChanged as conflict:
            form.compare(conflict.contact)
            status = 409
        except Contact.DoesNotExist as removed:
            raise Http404 from removed
        else:
            messages.success(request, f"Changes saved.{moved_mark(changed, key_before)}")
            return redirect(account)
    context = {"form": form, "account": account, "contact": contact, "name": name}
    return render(request, EDIT, {**context, "conflict": status == 409}, status=status)


def moved_mark(contact: Contact, before: Contact | None) -> str:
    """A sentence for whoever moves the mark of the key contact, mostly without seeing the other."""
    if not contact.is_key or before is None or before.pk == contact.pk:
        return ""
    return f" {contact.name} is the key contact now, instead of {before.name}."


@require_http_methods(["GET", "HEAD", "POST"])
def contact_remove(request: HttpRequest, account_id: int, contact_id: int) -> HttpResponse:
    account = changeable_account(request, account_id)
    contact = get_object_or_404(account.contacts, pk=contact_id)
    if request.method == "POST":
        contacts.remove(contact_id)
        messages.success(request, f"{contact.name} removed.")
        return redirect(account)
    context = {"account": account, "contact": contact}
    return render(request, "accounts/clients/contact_remove.html", context)
