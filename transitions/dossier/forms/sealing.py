"""A section is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from config.lib.forms import answer
from transitions.dossier.forms.base import text
from transitions.dossier.operations import seals
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


class RefuseForm(WrittenForm):
    """Why a section is refused."""

    stamp = forms.CharField(widget=forms.HiddenInput)
    reason = text(
        "What is missing or wrong?",
        "It goes to who hands over, and to the log.",
        most=500,
        required="Say what is missing or wrong, so that it can be put right.",
    )

    def __init__(
        self, found: Transition, section: str, *args: Any, stamp: Callable[[], str], **kwargs: Any
    ) -> None:
        self.found, self.section, self.now_stamp = found, section, stamp
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        shown = seals.Shown(self.section, typed["stamp"])
        seals.refuse(self.found.pk, shown, typed["reason"], who)
        return f"Refused. {self.found.outgoing.first_name} reads why, and confirms it anew."

    def renew(self, found: Transition) -> None:
        """Whoever has read what changed refuses that."""
        answer(self, "stamp", self.now_stamp())
