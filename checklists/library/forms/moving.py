from __future__ import annotations

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from checklists.library.models import TemplateItem
from checklists.library.rules.order import Move
from config.lib.forms import Form

STEPS = {"up": -1, "down": 1}
ITEM = re.compile(r"item-(\d{1,18}):(?:(up|down)|phase-(\d{1,18})(?::(\d{1,4}))?)")
PHASE = re.compile(r"phase-(\d{1,18}):(?:(up|down)|(\d{1,4}))")


class MoveForm(Form):
    """A move as buttons and dragging send it: “item-7:up”, “item-7:phase-3:0”, “phase-3:down”."""

    order = forms.CharField(max_length=40)
    move = forms.CharField(max_length=60)

    def clean_move(self) -> Move:
        said = self.cleaned_data["move"]
        if found := ITEM.fullmatch(said):
            pk, step, phase, place = found.groups()
            return Move(
                is_phase=False,
                pk=int(pk),
                step=STEPS.get(step, 0),
                phase=int(phase) if phase else None,
                place=int(place) if place else None,
            )
        if found := PHASE.fullmatch(said):
            pk, step, place = found.groups()
            target = int(place) if place else None
            return Move(is_phase=True, pk=int(pk), step=STEPS.get(step, 0), place=target)
        raise ValidationError("Nothing was moved. Choose what to move, and where.")


class ToPhaseForm(Form):
    """The phase at whose end an item is to stand."""

    order = forms.CharField(max_length=40, widget=forms.HiddenInput)
    phase = forms.ChoiceField(label="Phase")

    def __init__(
        self,
        data: QueryDict | None,
        item: TemplateItem,
        phases: Sequence[tuple[str, str]],
        *,
        order: str,
    ) -> None:
        first = {"phase": str(item.phase_id), "order": order}
        super().__init__(data, initial=first, auto_id=f"id_move-{item.pk}_%s")
        self.item = item
        phase = self.fields["phase"]
        assert isinstance(phase, forms.ChoiceField)  # noqa: S101 - declared above
        phase.choices = phases
        phase.error_messages["invalid_choice"] = "This phase was deleted. Choose another."

    @property
    def move(self) -> Move:
        """What is to be moved where."""
        return Move(is_phase=False, pk=self.item.pk, phase=int(self.cleaned_data["phase"]))
