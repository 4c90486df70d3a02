"""Who was asked to join; asking, asking again, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import permissions
from accounts.people.filters.invitations import InvitationFilter
from accounts.people.forms.invitation import InvitationForm
from accounts.people.models import Invitation, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import CannotInvite, NotWaiting
from accounts.people.operations.security import Seen
from accounts.people.queries import invitations as known
from accounts.people.views.guards import person
from config.lib import export
from config.lib.forms import posted
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    found = asked(request)
    context = {"filter": found, "page": found.page(request.GET.get("page"))}
    return page_or_part(request, "accounts/people/invitations.html", "list", context)


@require_safe
def every_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    found, by = asked(request), person(request).full_name
    file = Listing("invitations", "Invitations", found.file_columns, found.order)
    wanted = sheet_of(file, found.found, found, by=by, now=found.now)
    return export.answer(request, kind, wanted, timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = inviter(request)
    form = InvitationForm(posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        try:
            sent = invitations.invite(
                form.invitee(), by=user, now=timezone.now(), seen=Seen.of(request)
            )
        except CannotInvite as refusal:
            form.add_error("email", str(refusal))
        else:
            nudge(DELIVERY)
            messages.success(request, f"{sent.full_name} is invited. The mail is on its way.")
            return redirect("invitations")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/people/invitation_form.html", {"form": form}, status=status)


@require_POST
def again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    user, asked = inviter(request), visible_invitation(request, invitation_id)
    try:
        sent = invitations.send_again(asked.pk, by=user, now=timezone.now(), seen=Seen.of(request))
    except NotWaiting as refusal:
        messages.error(request, str(refusal))
    else:
        nudge(DELIVERY)
        messages.success(request, f"A new link is on its way to {sent.email}.")
    return redirect("invitations")


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    asked = visible_invitation(request, invitation_id)
    try:
        invitations.withdraw(asked.pk, now=timezone.now())
    except NotWaiting as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{asked.full_name}’s link no longer works.")
    return redirect("invitations")


def inviter(request: HttpRequest) -> User:
    """Who looks, if they may invite anybody; for others there are no such pages."""
    user = person(request)
    if not permissions.roles_to_give(user):
        raise Http404
    return user


def asked(request: HttpRequest) -> InvitationFilter:
    """Of the invitations somebody may see those that the address asks for."""
    user = inviter(request)
    roles = permissions.roles_to_give(user)
    return InvitationFilter(request.GET, known.register(user), roles=roles, now=timezone.now())


def visible_invitation(request: HttpRequest, invitation_id: int) -> Invitation:
    """An invitation in a role that who looks may give; any other is not there."""
    visible = Invitation.objects.visible_to(inviter(request))
    return get_object_or_404(visible, pk=invitation_id)
