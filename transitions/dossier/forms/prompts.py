"""A prompt of the question bank is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from config.lib.comparing import Comparing
from config.lib.forms import Form, answer
from config.lib.secrets import no_secrets
from transitions.dossier.operations import prompts
from transitions.dossier.queries.bank import SECTIONS
from transitions.dossier.queries.prompts import BankPrompt
from transitions.plans.forms.keys import RequestKey
from transitions.plans.operations.working import Who


class PromptForm(Comparing, Form):
    """A prompt of our own: what it asks, and the section it is about."""

    request_key = RequestKey()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        max_length=500,
        label="What does it ask?",
        help_text="One question, as a colleague would ask it. It stands in every dossier.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what it asks."},
        validators=[no_secrets],
    )
    section = forms.ChoiceField(
        choices=[("", "Nothing in particular"), *SECTIONS.items()],
        label="About",
        help_text="Shown beside the question, so that nobody answers it elsewhere.",
        required=False,
    )

    def __init__(self, *args: Any, prompt: BankPrompt | None = None, **kwargs: Any) -> None:
        self.prompt = prompt
        known = {name: getattr(prompt, name) for name in ("version", "text", "section") if prompt}
        super().__init__(*args, initial=known, **kwargs)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    @property
    def wording(self) -> prompts.Wording:
        return prompts.Wording(self.cleaned_data["text"], self.cleaned_data["section"])

    def act(self, who: Who) -> str:
        """Keep it; returns what to say.

        Raises:
            Refused: the bank asks that already.
            Stale: somebody changed it meanwhile.
        """
        if self.prompt is None:
            prompts.add(self.wording, replace(who, key=self.cleaned_data["request_key"]))
            return "Added. It stands in every dossier from now on."
        version = self.cleaned_data["version"] or 0
        prompts.change(self.prompt.key, self.wording, who, version=version)
        return "Changed. What was asked before keeps its words."

    def renew(self, saved: BankPrompt) -> None:
        """Hold what was typed against what is saved now; sent again, it replaces that."""
        answer(self, "version", str(saved.version))
        typed = {name: self.cleaned_data[name] for name in ("text", "section")}
        self.set_beside(lambda name: getattr(saved, name), typed)
