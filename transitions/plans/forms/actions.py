"""What a manager answers before a transition changes its state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.people.models import User
from checklists.library.choices import Gate
from config.lib import words
from config.lib.forms import Form
from transitions.plans.forms.overriding import override_of, reason_field, seen_field, show
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership, starting
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import carrying, planning, releasing
from transitions.plans.queries.gate import Panel
from transitions.plans.queries.preview import problems


class ActionForm(Form):
    """One question before one change of state."""

    must_wait = ""
    """Why who looks cannot do it themselves, if so."""

    def __init__(
        self, transition: Transition, *args: Any, today: date, by: User, **kwargs: Any
    ) -> None:
        self.transition, self.today, self.by = transition, today, by
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> str:
        """Do it, and say it in one sentence."""
        raise NotImplementedError


class StartForm(ActionForm):
    """Asks once more where the plan of a draft does not fit, or its days have passed."""

    start_anyway = forms.BooleanField()

    def __init__(self, transition: Transition, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(transition, *args, today=today, **kwargs)
        self.plan = planning.plan_of(transition) if transition.is_draft else None
        self.along = carrying.along(transition) if transition.is_draft else ()
        self.doubts = (*self._passed(), *problems(self.plan)) if self.plan else ()
        if not self.doubts:
            del self.fields["start_anyway"]
            return
        count = len(self.doubts)
        things = f"{words.count(count, 'thing')} that {'does' if count == 1 else 'do'} not fit"
        self.fields["start_anyway"].label = f"Start anyway, with {things}"
        self.fields["start_anyway"].error_messages["required"] = (
            f"{'One thing does' if count == 1 else f'{count} things do'} not fit. "
            "Change the plan of this draft, or tick to go on."
        )

    def clean(self) -> None:
        """Who must be here is said together with what does not fit."""
        super().clean()
        if self.transition.is_draft:
            try:
                starting.refuse_start(self.transition)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal

    def _passed(self) -> list[str]:
        """The days of the draft that lie before today."""
        days = {
            "The start": self.transition.starts_on,
            "The day ownership moves": self.transition.owns_on,
            "The last day": self.transition.ends_on,
        }
        return [
            f"{what}, {words.day(day, today=self.today)}, has passed"
            for what, day in days.items()
            if day < self.today
        ]

    def act(self, who: Who) -> str:
        starting.start(self.transition.pk, by=who.by, now=who.now)
        return f"The transition of {self.transition.account} has started."


class HoldForm(ActionForm):
    reason = forms.CharField(
        max_length=300,
        label="Why does it stop?",
        help_text="Everybody on the team can read this.",
        error_messages={"required": "Say why it stops."},
    )

    def act(self, who: Who) -> str:
        reason = self.cleaned_data["reason"]
        lifecycle.hold(self.transition.pk, reason, by=who.by, now=who.now)
        return f"The transition of {self.transition.account} is on hold."


class ResumeForm(ActionForm):
    reason = forms.CharField(
        required=False,
        max_length=300,
        label="What has changed?",
        help_text="It goes to the log, where everybody on the team can read it.",
    )

    def act(self, who: Who) -> str:
        reason = self.cleaned_data["reason"]
        lifecycle.resume(self.transition.pk, by=who.by, now=who.now, reason=reason)
        return f"The transition of {self.transition.account} goes on."


class CancelForm(ActionForm):
    reason = forms.CharField(
        max_length=300,
        label="Why is it cancelled?",
        help_text="Everybody on the team can read this.",
        error_messages={"required": "Say why it is cancelled."},
    )

    def act(self, who: Who) -> str:
        reason = self.cleaned_data["reason"]
        lifecycle.cancel(self.transition.pk, reason, by=who.by, now=who.now)
        return f"The transition of {self.transition.account} is cancelled."


class OwnershipForm(ActionForm):
    """Asks for a reason only while something is open at the gate."""

    override_reason = reason_field(
        "Why does it move anyway?", "Say why ownership moves although something is open."
    )
    seen = seen_field()

    def __init__(self, transition: Transition, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(transition, *args, today=today, **kwargs)
        can_move = self._can_move()
        self.panel = self._panel() if can_move else None
        self.must_wait = releasing.why_not(transition, self.by) if can_move else ""
        if self.panel and not self.panel.is_met:
            show(self, self.panel)
        elif not self._is_too_late():
            del self.fields["override_reason"], self.fields["seen"]

    def _panel(self) -> Panel:
        return releasing.gate_for(self.transition, Gate.OWNERSHIP, self.today, self.by)

    def _can_move(self) -> bool:
        return self.transition.is_active and not self.transition.has_moved

    def _is_too_late(self) -> bool:
        """A reason was typed for what is not active any more; it stays to be read."""
        return bool(self.data.get("override_reason")) and not self.transition.is_active

    def act(self, who: Who) -> str:
        override = override_of(self.cleaned_data)
        ownership.move(
            self.transition.pk,
            by=who.by,
            now=who.now,
            override_reason=override.reason,
            seen=override.seen,
        )
        return f"{self.transition.account} belongs to {self.transition.incoming.full_name} now."
