from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.clients import permissions
from accounts.clients.forms import AccountForm
from accounts.clients.operations import accounts
from accounts.clients.operations.accounts import ChangedMeanwhile, ChangingHands, NameTaken
from accounts.clients.queries.profile import profile
from accounts.clients.views.guards import changeable_account, visible_account
from accounts.people.queries.beginning import lacks_holders
from accounts.people.views.guards import person
from config.lib.forms import posted

EDIT = "accounts/clients/account_form.html"


@require_safe
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    user, shown = person(request), visible_account(request, account_id)
    may_change = permissions.can_change_account(user, shown)
    starts = permissions.starts_transitions(user)
    context = {
        "account": shown,
        "profile": profile(shown, timezone.localdate()),
        "may_change": may_change,
        "starts_transitions": starts,
        "may_start": starts and (may_change or shown.is_changing_hands),
    }
    return render(request, "accounts/clients/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not permissions.can_add_account(user):
        raise PermissionDenied("Key account managers, managers and administrators add accounts.")
    form = AccountForm(posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        owner = form.values.get("owner", user)
        try:
            added = accounts.add(form.values, owner=owner, on=timezone.localdate())
        except NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, f"{added.name} added. Next, add the people there.")
            return redirect(added)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "lacks_holders": lacks_holders}
    return render(request, EDIT, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: HttpRequest, account_id: int) -> HttpResponse:
    shown = changeable_account(request, account_id)
    name, user = shown.name, person(request)
    form = AccountForm(posted(request), instance=shown, user=user)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            accounts.change(account_id, form.values, version=version, on=timezone.localdate())
        except ChangedMeanwhile as conflict:
            form.compare(conflict.account)
            status = 409
        except NameTaken as taken:
            form.add_error("name", str(taken))
        except ChangingHands as handover:
            form.add_error("owner", str(handover))
        else:
            messages.success(request, "Changes saved.")
            return redirect("account", account_id)
    context = {"form": form, "account": shown, "name": name, "conflict": status == 409}
    return render(request, EDIT, context, status=status)
