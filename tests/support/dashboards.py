"""Looks at the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.test import Client

from tests.factories.transitions import NOW
from transitions.plans.models import LogEntry
from transitions.portfolio.queries.dashboard import Dashboard, dashboard

Story = SimpleNamespace
"""Who and what a change is about: transition, account, people, the default calendar."""
AS_IT_STOOD = "As it stood at"
VIEW = "transitions.portfolio.queries.dashboard.dashboard"
"""What the page calls to make a board."""


def look(client: Client, asked: str = "") -> str:
    """What the dashboard shows, without its shell."""
    response = client.get(f"/dashboard/{asked}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()


def report(story: Story) -> None:
    """Something happens that changes nobody's view."""
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                transition=story.transition, kind="item", happened_at=NOW, activity="Osprey came"
            )
        ]
    )


def meanwhile(happens: Callable[[], object], *, after: bool = False) -> Callable[..., Dashboard]:
    """Makes a dashboard, and lets something happen before or after all is read."""

    def make(*given: Any, **named: Any) -> Dashboard:
        if not after:
            happens()
        made = dashboard(*given, **named)
        if after:
            happens()
        return made

    return make
