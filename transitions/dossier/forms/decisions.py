"""What is offered instead of a commitment, why it is declined, when the client was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from config.lib import words
from config.lib.forms import answer
from config.lib.secrets import no_secrets
from transitions.dossier.choices import Stance
from transitions.dossier.forms.base import text
from transitions.dossier.operations import client, commitments, decisions
from transitions.dossier.operations.client import Told
from transitions.dossier.operations.commitments import Read, Settled
from transitions.dossier.operations.decisions import Decided
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


class CommitmentForm(WrittenForm):
    """Something said about a commitment, held to the stamp that the page showed."""

    heading: ClassVar[str]
    button: ClassVar[str]

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        found: Transition,
        commitment: Commitment,
        *args: Any,
        stamp: Callable[[], str],
        today: date,
        **kwargs: Any,
    ) -> None:
        self.found, self.commitment, self.now_stamp = found, commitment, stamp
        self.today = today
        known = {"stamp": stamp(), **self.known(today)}
        super().__init__(*args, initial=known, **kwargs)

    def known(self, today: date) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    @property
    def read(self) -> Read:
        return Read(self.commitment.pk, self.cleaned_data["stamp"])

    def renew(self, found: Transition) -> None:
        """Whoever has read what changed says it of that."""
        answer(self, "stamp", self.now_stamp())


class RenegotiateForm(CommitmentForm):
    heading, button = "Renegotiate this commitment", "Renegotiate it"

    words = text(
        "What do you offer instead?",
        "As soon as the client agrees, it stands in place of what was promised.",
        most=300,
        required="Say what you offer instead.",
    )
    new_due_on = forms.DateField(
        label="Until when?",
        widget=forms.DateInput,
        error_messages={"required": "Choose the day until which you offer it."},
    )

    def known(self, today: date) -> dict[str, Any]:
        return {"words": self.commitment.promise, "new_due_on": self.commitment.due_on}

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        offered = Decided(Stance.RENEGOTIATES, typed["words"].strip(), typed["new_due_on"])
        decisions.decide(self.found.pk, self.read, offered, who)
        return "Noted. Now the client has to be told, and to agree."


class DeclineForm(CommitmentForm):
    heading, button = "Decline this commitment", "Decline it"

    words = text(
        "Why do you decline it?",
        "Whoever sees this transition and the commitment reads it.",
        most=300,
        required="Say why, so that somebody can explain it to the client.",
    )

    def act(self, who: Who) -> str:
        declined = Decided(Stance.DECLINES, self.cleaned_data["words"].strip())
        decisions.decide(self.found.pk, self.read, declined, who)
        return "Declined. Now the client has to be told."


class ClientToldForm(CommitmentForm):
    heading, button = "The client was told", "Save"

    on = forms.DateField(label="When?", widget=forms.DateInput)
    how = forms.CharField(
        label="Who told whom, and how?",
        help_text="Such as “Called Dr. Sandmeer”.",
        max_length=200,
        validators=[no_secrets],
        error_messages={"required": "Say who was told, and how."},
    )

    def known(self, today: date) -> dict[str, Any]:
        return {"on": today}

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        told = Told(typed["on"], typed["how"])
        decision = client.tell_client(self.found.pk, self.read, told, who)
        said = "Noted that the client was told."
        if decision.stance == Stance.DECLINES:
            return f"{said} With that the commitment is settled as withdrawn."
        return said


class SettleForm(CommitmentForm):
    heading, button = "Settle this commitment", "Settle it"

    state = forms.ChoiceField(
        label="What became of it?",
        choices=[
            ("", "Choose what became of it"),
            *(one for one in Promise.choices if one[0] != Promise.OPEN),
        ],
        error_messages={"required": "Say whether it was kept or withdrawn."},
    )
    on = forms.DateField(label="When?", widget=forms.DateInput)
    outcome = forms.CharField(
        label="How was it settled?",
        help_text="What was done, or agreed.",
        max_length=300,
        required=False,
        validators=[no_secrets],
    )

    def known(self, today: date) -> dict[str, Any]:
        return {"on": today}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        made_on = self.commitment.made_on
        if on > self.today:
            raise forms.ValidationError("Choose today, or a day that has passed.")
        if made_on and on < made_on:
            day = words.short_full_day(made_on)
            raise forms.ValidationError(
                f"It was promised on {day}. Choose that day or a later one."
            )
        return on

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        settled = Settled(Promise(typed["state"]), typed["on"], typed["outcome"])
        commitments.settle(self.found.pk, self.read, settled, who)
        return "Settled. It stays in the profile of the account."
