"""What the sections of a dossier are called."""

from __future__ import annotations

from accounts.profile.queries.kinds import PROFILE
from transitions.dossier.rules import TACIT

TITLE_OF_TACIT = "What no system holds"


def title_of(section: str) -> str:
    """What a section is called.

    Raises:
        KeyError: there is none of this name.
    """
    return TITLE_OF_TACIT if section == TACIT else PROFILE.by_name[section].title
