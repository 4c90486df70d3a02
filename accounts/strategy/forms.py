"""What people fill in about a plan, by the kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.profile.forms.base import ProfileForm, amount, colleagues, lines
from accounts.strategy import rules
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    KeyCheck,
    Measure,
    Reading,
    Resource,
    Worth,
)


class FrameForm(ProfileForm[Frame]):
    class Meta:
        model = Frame
        fields = ["span", "starts_on", "ends_on", "next_review_on", "agreed_by", "agreed_on"]
        widgets = dict.fromkeys(
            ("starts_on", "ends_on", "next_review_on", "agreed_on"), forms.DateInput
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = "Empty: as the time frame says."
        self.offer("agreed_by", self.account.contacts.all(), "Nobody yet")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, until = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and not until and not self.errors:
            cleaned["ends_on"] = rules.ends(cleaned["span"], starts)
        if starts and until and until < starts:
            self.add_error("ends_on", "A plan cannot end before it starts.")
        if cleaned.get("agreed_on") and not cleaned.get("agreed_by"):
            self.add_error("agreed_by", "Say who agreed on that day.")
        return cleaned


class KeyCheckForm(ProfileForm[KeyCheck]):
    class Meta:
        model = KeyCheck
        fields = ["held_on", "answer", "reason", "person"]
        widgets = {"held_on": forms.DateInput, "reason": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = self.today
        self.fields["person"].initial = self.user.pk
        self.offer("person", colleagues(self, "person"), "Not known")


class WorthForm(ProfileForm[Worth]):
    class Meta:
        model = Worth
        fields = ["worth", "profitability", "needs", "decisions", "reasons", "issues"]
        widgets = dict.fromkeys(fields, lines(4))


class DiagnosisForm(ProfileForm[Diagnosis]):
    class Meta:
        model = Diagnosis
        fields = [
            "taken_on",
            "divisions",
            "divisions_of",
            "team_mix",
            "years",
            "share_of_wallet",
            "score",
        ]
        widgets = {"taken_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].initial = self.today
        if since := self.account.client_since_on:
            self.fields["years"].initial = max(self.today.year - since.year, 0)

    def clean_taken_on(self) -> Any:
        on = self.cleaned_data["taken_on"]
        others = Diagnosis.objects.filter(account=self.account, taken_on=on)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError("There is a reading of this day already. Edit that one.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ours, all_of_them = cleaned.get("divisions"), cleaned.get("divisions_of")
        if ours is not None and all_of_them is not None and ours > all_of_them:
            self.add_error("divisions", "They do not have so many divisions.")
        return cleaned


class GoalForm(ProfileForm[Goal]):
    class Meta:
        model = Goal
        fields = ["title", "horizon", "person", "due_on", "state"]
        widgets = {"due_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", colleagues(self, "person"), "Nobody yet")


class ActionForm(ProfileForm[Action]):
    class Meta:
        model = Action
        fields = ["title", "goal", "person", "due_on", "success", "state"]
        widgets = {"due_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("goal", Goal.objects.filter(account=self.account), "None of them")
        self.offer("person", colleagues(self, "person"), "Nobody yet")


class MeasureForm(ProfileForm[Measure]):
    class Meta:
        model = Measure
        fields = ["name", "kind", "target", "unit", "direction", "is_shared"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Measure.objects.filter(account=self.account, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError("This account has a measure of this name already.")
        return name


class ReadingForm(ProfileForm[Reading]):
    class Meta:
        model = Reading
        fields = ["measure", "read_on", "value"]
        widgets = {"read_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_on"].initial = self.today
        self.offer("measure", Measure.objects.filter(account=self.account), "Choose one")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        of, on = cleaned.get("measure"), cleaned.get("read_on")
        if of and on:
            others = Reading.objects.filter(measure=of, read_on=on)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("read_on", "There is a reading of this day already. Edit that one.")
        return cleaned


class ResourceForm(ProfileForm[Resource]):
    monthly_cost = amount("In the currency of the account.", label="Cost a month")

    class Meta:
        model = Resource
        fields = ["skill", "person", "monthly_hours", "monthly_cost"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", colleagues(self, "person"), "Nobody yet")


class FavourForm(ProfileForm[Favour]):
    yearly_cost = amount("In the currency of the account.", label="Cost a year")

    class Meta:
        model = Favour
        fields = ["title", "since_on", "yearly_cost"]
        widgets = {"since_on": forms.DateInput}


FORMS: Mapping[str, type[ProfileForm[Any]]] = {
    "frame": FrameForm,
    "checks": KeyCheckForm,
    "worth": WorthForm,
    "diagnoses": DiagnosisForm,
    "goals": GoalForm,
    "actions": ActionForm,
    "measures": MeasureForm,
    "readings": ReadingForm,
    "resources": ResourceForm,
    "favours": FavourForm,
}
