from __future__ import annotations

from django import forms

from checklists.library.choices import Stage
from checklists.library.forms.values import ValuesForm


class PhaseForm(ValuesForm):
    """A phase: its name, the stage it belongs to, and what is true when it is over."""

    name = forms.CharField(max_length=80)
    stage = forms.ChoiceField(
        choices=Stage.choices, help_text="Stages run forward; none comes back further down."
    )
    summary = forms.CharField(
        label="What is true when it is over",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
