"""Looks at the dashboard."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import Client

Story = SimpleNamespace
"""Who and what a change is about: transition, account, people, the default calendar."""


def look(client: Client, asked: str = "") -> str:
    """What the dashboard shows, without its shell."""
    response = client.get(f"/dashboard/{asked}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()
