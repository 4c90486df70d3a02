"""What views ask before they act."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.people import permissions
from accounts.people.models import Absence, User
from accounts.people.queries import absences

YEAR = 365 * 24 * 60 * 60


def person(request: HttpRequest) -> User:
    """Who looks; every page that asks is for people who are signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - the middleware lets nobody else through
    return request.user


def own_absence(request: HttpRequest, absence_id: int) -> Absence:
    """An absence of the person who looks; anybody else's is not there."""
    return absence_of(person(request), absence_id)


def absence_of(away: User, absence_id: int) -> Absence:
    """An absence of somebody; anybody else's is not there."""
    return get_object_or_404(absences.of(away), pk=absence_id)


def visible_person(request: HttpRequest, person_id: int) -> User:
    """Somebody with their team, or 404 for who may not see them."""
    people = User.objects.visible_to(person(request)).select_related("team__lead")
    return get_object_or_404(people, pk=person_id)


def editable_person(request: HttpRequest, person_id: int) -> User:
    """Somebody, or 403 for who may see but not change them."""
    shown = visible_person(request, person_id)
    if not permissions.may_edit(person(request), shown):
        lead = "the lead of the team, " if shown.team else ""
        raise PermissionDenied(
            f"Only {shown.first_name}, {lead}HR and administrators can change this page."
        )
    return shown


def needs_administrator(request: HttpRequest) -> User:
    """Who looks, if they look after the site; else 403."""
    user = person(request)
    if not permissions.looks_after_site(user):
        raise PermissionDenied("Administrators do this. You can read the page.")
    return user


def safe_address(request: HttpRequest, address: str) -> str:
    """An address of this site to go on to, or the start where it leads elsewhere."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else reverse("home")


def remember_theme(response: HttpResponse, theme: str) -> HttpResponse:
    """Keep the colours in this browser, also while nobody is signed in."""
    response.set_cookie(
        "theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
