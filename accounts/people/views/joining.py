"""Somebody follows the link in their invitation, and is in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.people.choices import Role
from accounts.people.forms.invitation import AcceptForm
from accounts.people.models import Invitation
from accounts.people.operations import invitations
from accounts.people.operations.invitations import LinkClosed
from accounts.people.operations.security import Seen
from accounts.people.queries import invitations as known
from config.lib.forms import posted

PAGE = "accounts/people/accept.html"
STATUS = {"broken": 404, "signed_in": 409}


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def accept(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    invitation = known.by_token(token)
    if invitation is None or not invitation.is_open(now) or request.user.is_authenticated:
        return closed(request, token, invitation, now)
    if settings.OIDC_ONLY and invitation.role != Role.ADMINISTRATOR:
        messages.info(request, f"Sign in with {settings.OIDC_NAME}; that accepts the invitation.")
        return redirect("account_login")
    form = AcceptForm(posted(request), invitation=invitation)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, PAGE, {"form": form, "invitation": invitation}, status=status)
    try:
        key, seen = invitation.key, Seen.of(request)
        newcomer = invitations.accept(key, form.newcomer(), now=now, seen=seen)
    except (Invitation.DoesNotExist, LinkClosed):
        return closed(request, token, known.by_token(token), now)
    login(request, newcomer)
    messages.success(request, f"Welcome, {newcomer.first_name}. This is where your work shows.")
    return redirect("home")


def closed(
    request: HttpRequest, token: str, invitation: Invitation | None, now: datetime
) -> HttpResponse:
    """What became of a link that lets nobody in, and what to do now."""
    is_signed_in = request.user.is_authenticated
    why = known.why_closed(token, invitation, now, is_signed_in=is_signed_in)
    context = {"why": why, "invitation": invitation}
    return render(
        request, "accounts/people/accept_closed.html", context, status=STATUS.get(why, 410)
    )
