"""What every page of the shell shows: navigation with counts, company, theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from config.lib.htmx import wants_part
from transitions.plans.queries import navigation

THEMES = {"light", "dark", "auto"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation; `counted` says in words what the number counts."""

    label: str
    icon: str
    url: str
    is_here: bool
    heading: str = ""
    key: str = ""
    count: int | None = None
    counted: str = ""
    badge: int = 0
    on_phone: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Company, theme, today, and for people who are signed in the navigation; one query."""
    user = getattr(request, "user", None)
    theme = request.COOKIES.get("theme", "")
    if theme not in THEMES:
        theme = user.theme if isinstance(user, User) else "auto"
    context: dict[str, Any] = {
        "company_name": settings.COMPANY_NAME,
        "theme": theme,
        "today": timezone.localdate(),
    }
    if (
        isinstance(user, User)
        and not request.path.startswith("/admin/")
        and not wants_part(request)
    ):
        counts = getattr(request, "counts", None) or navigation.counts(user, timezone.localdate())
        context["navigation"] = _navigation(request, user, counts)
        context["pinned"] = counts.pinned
    return context


def _navigation(request: HttpRequest, user: User, counts: navigation.Counts) -> list[Entry]:
    mine, oversees = counts.mine, user.oversees

    def entry(label: str, icon: str, name: str, *, parts: Sequence[str] = (), **more: Any) -> Entry:
        """`parts` are pages below an entry whose addresses are not below its own."""
        url = reverse(name)
        is_here = request.path.startswith((url, *(reverse(part) for part in parts)))
        return Entry(label, icon, url, is_here, **more)

    dashboard = entry("Dashboard", "columns-gap", "dashboard", parts=["log"], on_phone=oversees)
    work = entry(
        "My work",
        "check2-square",
        "my_work",
        key="work",
        count=mine.open,
        counted="open item" if mine.open == 1 else "open items",
        badge=mine.overdue,
        on_phone=True,
    )
    return [
        *([dashboard] if oversees else []),
        *([] if user.reads_only else [work]),
        entry(
            "Transitions",
            "arrow-left-right",
            "transitions",
            parts=["items"],
            count=counts.running,
            counted=_running(counts),
            on_phone=True,
        ),
        entry("Accounts", "building", "accounts", on_phone=True),
        entry("Commitments", "flag", "commitments"),
        entry("People", "people", "people"),
        entry("Reports", "bar-chart", "reports", on_phone=user.reads_only or not oversees),
        entry("Templates", "list-check", "templates", parts=["prompts"], heading="Set up"),
        *([entry("Outbox", "inbox", "outbox")] if user.is_administrator else []),
    ]


def _running(counts: navigation.Counts) -> str:
    """“running: 10 active and 1 on hold”: the dashboard counts the active ones alone."""
    if not counts.on_hold:
        return "running, none on hold" if counts.running else "running"
    return f"running: {counts.running - counts.on_hold} active and {counts.on_hold} on hold"
