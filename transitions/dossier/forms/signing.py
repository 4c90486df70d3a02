"""The dossier is accepted with reservations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from config.lib.forms import answer
from transitions.dossier.choices import Side
from transitions.dossier.forms.base import text
from transitions.dossier.operations import signing
from transitions.dossier.operations.signing import Signing
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


class ReserveForm(WrittenForm):
    """What who takes over does not accept yet, beside all that they do."""

    stamp = forms.CharField(widget=forms.HiddenInput)
    reservations = text(
        "What do you not accept yet?",
        "It goes to the log and the report, and to who releases the move.",
        most=1000,
        required="Say what you do not accept yet.",
    )

    def __init__(
        self, found: Transition, *args: Any, stamp: Callable[[], str], **kwargs: Any
    ) -> None:
        self.found, self.now_stamp = found, stamp
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        told = typed["reservations"].strip().replace("\r\n", "\n")
        signing.sign(self.found.pk, Signing(Side.INCOMING, typed["stamp"], told), who)
        return f"Accepted with reservations. {self.found.manager.first_name} reads them."

    def renew(self, found: Transition) -> None:
        """Whoever has read the dossier again accepts that."""
        answer(self, "stamp", self.now_stamp())
