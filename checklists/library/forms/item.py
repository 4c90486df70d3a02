from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from checklists.library.choices import Anchor, Condition, ItemRole, Proof
from checklists.library.forms.values import ValuesForm
from checklists.library.rules.conditions import MOST

FURTHEST = 520
"""Working days before or after its anchor; a template is not longer."""


class ItemForm(ValuesForm):
    """An item: what is to be done, by whom, by when, and what proves it."""

    title = forms.CharField(max_length=80, help_text="What is to be done; the verb comes first.")
    guidance = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What good looks like. Markdown works: **bold**, *italic*, - lists, [links](https://…).",
    )
    role = forms.ChoiceField(label="Who does it", choices=ItemRole.choices)
    anchor = forms.ChoiceField(label="Its day is counted", choices=Anchor.choices)
    offset = forms.IntegerField(
        label="Working days",
        min_value=-FURTHEST,
        max_value=FURTHEST,
        help_text="0 is that day itself, −3 is three working days before it.",
    )
    is_required = forms.BooleanField(
        required=False,
        label="Required",
        help_text="Required items due by the day of ownership hold it back until they are closed.",
    )
    proof = forms.ChoiceField(label="What proves it", choices=Proof.choices)
    only_when = forms.ChoiceField(label="Taken into a transition", choices=Condition.choices)
    revenue_above = forms.IntegerField(
        label="Annual revenue above",
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=(
            "Counts with “Only when annual revenue is above an amount” alone. "
            "A whole amount, in the account’s own currency."
        ),
    )
    waits_for = forms.MultipleChoiceField(
        label="Waits for", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None,
        values: Mapping[str, Any],
        *,
        earlier: Sequence[tuple[str, str]],
        is_new: bool = False,
        place: str = "",
    ) -> None:
        super().__init__(data, values, is_new=is_new, place=place)
        waits_for = self.fields["waits_for"]
        assert isinstance(waits_for, forms.MultipleChoiceField)  # noqa: S101 - declared above
        waits_for.choices = earlier
        waits_for.error_messages["invalid_choice"] = "One of these items was deleted. Choose again."
        if not earlier:
            del self.fields["waits_for"]

    def meant(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {**answers, "waits_for": sorted(answers.get("waits_for", []))}

    def clean_revenue_above(self) -> int | None:
        amount: int | None = self.cleaned_data["revenue_above"]
        asks = self.cleaned_data.get("only_when") == Condition.REVENUE
        if asks and amount is None:
            raise ValidationError("Say above which amount.")
        if amount is not None and not asks:
            raise ValidationError(
                "Choose “Only when annual revenue is above an amount”, or empty this."
            )
        return amount
