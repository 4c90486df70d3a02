"""What forms share that keep somebody's words about a transition."""

from __future__ import annotations

from config.lib.forms import Form
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who


class WrittenForm(Form):
    """Words about a transition, held to what was saved when the page was opened."""

    found: Transition

    def act(self, who: Who) -> str:
        """Keep what was typed; returns what to tell who typed it.

        Raises:
            Stale: it was changed meanwhile, and says something else now.
            Refused: it cannot be kept.
        """
        raise NotImplementedError

    def renew(self, found: Transition) -> None:
        """Hold what was typed against what is saved now; the next attempt counts from there."""
        raise NotImplementedError
