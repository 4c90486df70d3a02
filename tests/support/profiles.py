"""The form of a person, as a browser sends it."""

from __future__ import annotations

from accounts.people.models import User
from accounts.people.queries import person as known

OWN = {
    "full_name": "Tomas Eriksen",
    "position": "Senior KAM",
    "phone": "+43 1 555",
    "country": "AT",
    "time_zone": "Europe/Vienna",
    "region": "Tyrol",
    "skills": "Tenders, tenders, Cold chain",
    "industries": "Food",
    "languages": "",
}
"""What people say about themselves."""


def answers(person: User, **more: str) -> dict[str, str]:
    """What the form sends after somebody has opened it just now."""
    return {**OWN, "seen": known.version(User.objects.get(pk=person.pk)), **more}
