"""Where somebody has selected items, as the pages after it name it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from accounts.people.views.guards import person, safe_address
from transitions.plans.queries import naming

LISTS = {"items": "Items", "my_work": "My work"}


def back(request: HttpRequest) -> str:
    """The page to go back to, with its filters; the list of all items, where none is named."""
    return safe_address(request, request.POST.get("back") or reverse("items"))


def origin(request: HttpRequest) -> dict[str, str]:
    """That page with its name: a list, or the account whose checklist it is."""
    address = back(request)
    return {"back": address, "origin": _name(request, address)}


def _name(request: HttpRequest, address: str) -> str:
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return "Start"
    if found.url_name == "transition":
        return naming.account_of(person(request), found.kwargs["transition_id"]) or "Transition"
    return LISTS.get(found.url_name or "", "Start")
