"""What is asked after a handover."""

from __future__ import annotations

from typing import Any

from django import forms

from config.lib.comparing import Comparing
from config.lib.forms import answer
from transitions.plans.choices import TeamRole
from transitions.plans.forms.details import CompleteForm
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations import details
from transitions.plans.operations.items import Who
from transitions.review import operations
from transitions.review.models import Opinion
from transitions.review.operations import View

RATINGS = [
    ("5", "5, could not have gone better"),
    ("4", "4, well"),
    ("3", "3, mixed"),
    ("2", "2, poorly"),
    ("1", "1, badly"),
]


SAID = ("rating", "went_well", "improve")


def text(label: str, hint: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        required=False, max_length=4000, label=label, help_text=hint, widget=widget
    )


class OpinionForm(Comparing, WrittenForm):
    """How one of the three saw the handover, held to the version the page was opened with."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    rating = forms.TypedChoiceField(
        choices=[("", "Choose a rating"), *RATINGS],
        coerce=int,
        label="How did this handover go?",
        error_messages={"required": "Choose a rating from 1 to 5."},
    )
    went_well = text("What went well?", "What the next handover should do the same way.")
    improve = text("What should be better next time?", "Be concrete: who, what, when.")

    def __init__(self, found: Transition, role: TeamRole, *args: Any, **kwargs: Any) -> None:
        self.found, self.role = found, role
        initial: dict[str, Any] = {"seen": 0}
        if said := self._saved():
            initial = {name: getattr(said, name) for name in SAID} | {"seen": said.version}
        super().__init__(*args, initial=initial, **kwargs)

    def _saved(self) -> Opinion | None:
        person = self.found.holder(self.role)
        return self.found.opinions.filter(role=self.role, person=person).first()

    def act(self, who: Who) -> str:
        typed = self.cleaned_data
        view = View(typed["rating"], _plain(typed["went_well"]), _plain(typed["improve"]))
        operations.say(self.found.pk, self.role, view, seen=typed["seen"], by=who.by, now=who.now)
        return "Saved. It stands in the review and in the next report."

    def renew(self, found: Transition) -> None:
        """Show what is saved now beside what was typed; saving again replaces it."""
        self.found, saved = found, self._saved()
        answer(self, "seen", str(saved.version if saved else 0))
        typed = {name: _said(self.cleaned_data[name]) for name in SAID}
        self.set_beside(lambda name: getattr(saved, name, ""), typed)


def _said(value: Any) -> Any:
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    """The words without the two characters by which browsers end a line."""
    return text.replace("\r\n", "\n").strip()


class WordsForm(CompleteForm):
    """Scores, findings, recommendations and lessons, without completing anything."""

    def act(self, who: Who) -> str:
        version = self.cleaned_data["version"]
        details.change(self.found.pk, self.changes(), version=version, by=who.by, now=who.now)
        return "Saved the review."
