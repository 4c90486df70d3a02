from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.clients.views.guards import visible_account
from accounts.people.views.guards import person
from accounts.profile.forms.rapport import RapportForm
from accounts.profile.operations import rapport as operations
from accounts.profile.operations.records import Sent
from accounts.profile.permissions import can_judge
from accounts.profile.views.book import PROFILE, about, back, part
from config.lib.forms import posted
from config.lib.htmx import wants_part


@require_http_methods(["GET", "HEAD", "POST"])
def rapport(request: HttpRequest, account_id: int) -> HttpResponse:
    """How well the reader knows each contact."""
    account, user = visible_account(request, account_id), person(request)
    if not can_judge(user, account):
        raise PermissionDenied("Who works on an account says how well they know its contacts.")
    form = RapportForm(posted(request), account=account, user=user)
    if request.method == "POST" and form.is_valid():
        operations.judge(account_id, form.strengths, Sent(user, timezone.now()))
        messages.success(request, "Changes saved.")
        return back(request, PROFILE, account, "people")
    status = 422 if request.method == "POST" else 200
    if wants_part(request):
        return part(request, PROFILE, account, "people", status, rapport=form)
    context = about(request, PROFILE, account) | {"rapport": form}
    return render(request, "accounts/profile/rapport.html", context, status=status)
