"""A page of an account whose sections are read and written in place, such as its profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.clients.models import Account
from accounts.clients.permissions import can_change_account
from accounts.people.models import User
from accounts.people.views.guards import person
from accounts.profile.forms import FORMS
from accounts.profile.forms.base import ProfileForm
from accounts.profile.permissions import can_judge
from accounts.profile.queries.contents import Contents
from accounts.profile.queries.kinds import PROFILE as CONTENTS
from accounts.profile.queries.page import profile_page
from accounts.profile.queries.shown import Sections
from accounts.profile.views.noting import note, seen_of
from config.lib.htmx import current_path, wants_part


@dataclass(frozen=True)
class Book:
    """What a page holds, how it is read, and the form for each kind of its rows."""

    contents: Contents
    read: Callable[[Account, User, date], Sections[Any]]
    forms: Mapping[str, type[ProfileForm[Any]]] = field(repr=False)


PROFILE = Book(CONTENTS, profile_page, FORMS)


def about(
    request: HttpRequest, book: Book, account: Account, sections: Sequence[str] | None = None
) -> dict[str, Any]:
    """What the page and each of its parts show; who opens something confidential is noted.

    Args:
        request: of the reader.
        book: the page.
        account: whose page it is.
        sections: the only ones that are shown; None for all.
    """
    user, today = person(request), timezone.localdate()
    page = book.read(account, user, today)
    note(request, account, seen_of(book.contents, account, page.reach, sections=sections))
    may_judge = can_judge(user, account)
    return {
        "account": account,
        "book": book.contents,
        "page": page,
        "may_change": can_change_account(user, account),
        "may_judge": may_judge,
        "may_check": may_judge and page.reach.reads,
        "reader": user,
        "today": today,
    }


def part(
    request: HttpRequest, book: Book, account: Account, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    """One section, and what hangs on it: the list of all sections, and what was done."""
    context = about(request, book, account, [name])
    context |= {"shown": context["page"].section(name), "is_part": True, **more}
    context["has_nav"] = current_path(request) == reverse(book.contents.address, args=[account.pk])
    return render(request, "accounts/profile/part.html", context, status=status)


def back(request: HttpRequest, book: Book, account: Account, name: str) -> HttpResponse:
    """The section after something was written in it: in its place, or on the page."""
    if wants_part(request):
        return part(request, book, account, name)
    return redirect(place(book, account, name))


def place(book: Book, account: Account, name: str) -> str:
    return f"{reverse(book.contents.address, args=[account.pk])}#{name}"
