"""What stands in a list."""

from __future__ import annotations

from django.test import Client

TRANSITIONS = "/transitions/"


def listed(client: Client, query: str = "") -> list[str]:
    """The accounts that the list of transitions names, such as for "q=copper&sort=-account"."""
    page = client.get(f"{TRANSITIONS}?{query}").context["page"]
    return [row.account for row in page]
