"""A form for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.profile.forms.base import ProfileForm, amount, colleagues, lines
from accounts.profile.forms.commitment import CommitmentForm
from accounts.profile.models import (
    Contract,
    Document,
    Event,
    Interaction,
    Opportunity,
    Preferences,
    Project,
    Situation,
    Swot,
    SystemAccess,
    YearlyRevenue,
)
from config.lib import kept_files
from config.lib.kept_files.kinds import KINDS, WrongFile


class EventForm(ProfileForm[Event]):
    class Meta:
        model = Event
        fields = ["year", "month", "told", "fortune"]
        widgets = {"told": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = self.today.year
        self.offer_blank("month")


class YearlyRevenueForm(ProfileForm[YearlyRevenue]):
    amount = amount("In the currency of the account.", required=True)

    class Meta:
        model = YearlyRevenue
        fields = ["year", "amount"]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        others = YearlyRevenue.objects.filter(account=self.account, year=year)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"The revenue of {year} is recorded already. Edit that one.")
        return year


class InteractionForm(ProfileForm[Interaction]):
    class Meta:
        model = Interaction
        fields = ["held_on", "channel", "contact", "person", "summary"]
        widgets = {"held_on": forms.DateInput, "summary": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = self.today
        self.fields["person"].initial = self.user.pk
        self.offer("contact", self.account.contacts.all(), "Nobody recorded")
        self.offer("person", colleagues(self, "person"), "Not known")


class ContractForm(ProfileForm[Contract]):
    yearly_value = amount("In the currency of the account.", label="Value a year")

    class Meta:
        model = Contract
        fields = [
            "title",
            "number",
            "yearly_value",
            "starts_on",
            "expires_on",
            "notice_months",
            "renewal",
            "service_level",
            "last_reading",
            "is_level_kept",
            "document",
            "notes",
        ]
        widgets = {"starts_on": forms.DateInput, "expires_on": forms.DateInput, "notes": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.fields["is_level_kept"]
        kept.label = "Was the promise kept?"
        kept.widget.choices = [("unknown", "Not known"), ("true", "Yes"), ("false", "No")]
        self.offer(
            "document", Document.objects.filter(account=self.account), "None in the register"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, expires = cleaned.get("starts_on"), cleaned.get("expires_on")
        if starts and expires and expires < starts:
            self.add_error("expires_on", "A contract cannot end before it starts.")
        return cleaned


class ProjectForm(ProfileForm[Project]):
    class Meta:
        model = Project
        fields = ["name", "state", "phase", "lead", "deliverables", "next_milestone", "next_on"]
        widgets = {"deliverables": lines(3), "next_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", self.account.contacts.all(), "Nobody recorded")


class OpportunityForm(ProfileForm[Opportunity]):
    value = amount("In the currency of the account.")

    class Meta:
        model = Opportunity
        fields = [
            "title",
            "company",
            "value",
            "stage",
            "next_step",
            "next_on",
            "person",
            "strategy",
        ]
        widgets = {"strategy": lines(3), "next_on": forms.DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", colleagues(self, "person"), "Nobody yet")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("next_on") and not cleaned.get("next_step"):
            self.add_error("next_step", "Say what is due on that day.")
        return cleaned


class PreferencesForm(ProfileForm[Preferences]):
    class Meta:
        model = Preferences
        fields = [
            "channel",
            "language",
            "report_rhythm",
            "meeting_rhythm",
            "style",
            "never",
            "escalation",
            "expectations",
        ]
        widgets = {"expectations": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_blank("channel", "report_rhythm", "meeting_rhythm")


class SwotForm(ProfileForm[Swot]):
    class Meta:
        model = Swot
        fields = ["strengths", "weaknesses", "opportunities", "threats"]
        widgets = dict.fromkeys(fields, lines(4))


class SituationForm(ProfileForm[Situation]):
    class Meta:
        model = Situation
        fields = ["status", "challenges", "initiatives", "plans"]
        widgets = dict.fromkeys(fields, lines(4))


class DocumentForm(ProfileForm[Document]):
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        help_text="Or say below where it is.",
    )

    class Meta:
        model = Document
        fields = [
            "title",
            "file",
            "location",
            "level",
            "keeper",
            "reviewed_on",
            "review_months",
            "notes",
        ]
        widgets = {"reviewed_on": forms.DateInput, "notes": lines(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("keeper", colleagues(self, "keeper"), "Nobody yet")
        self.fields["level"].required = not self.is_bound or "level" in self.data

    def clean_level(self) -> str:
        """A form that was opened before there were levels leaves it as it is."""
        return self.cleaned_data["level"] or self.instance.level

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            try:
                kept_files.checked(file)
            except WrongFile as why:
                raise ValidationError(str(why)) from why
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("location"):
            self.add_error("location", "Add the file, or say where it is.")
        return cleaned


class SystemAccessForm(ProfileForm[SystemAccess]):
    class Meta:
        model = SystemAccess
        fields = [
            "name",
            "kind",
            "granted_by",
            "step",
            "due_on",
            "outgoing_until_on",
            "needs_training",
            "trained_on",
            "records_updated_on",
            "notes",
        ]
        widgets = {
            "due_on": forms.DateInput,
            "outgoing_until_on": forms.DateInput,
            "trained_on": forms.DateInput,
            "records_updated_on": forms.DateInput,
            "notes": lines(2),
        }


FORMS: Mapping[str, type[ProfileForm[Any]]] = {
    "events": EventForm,
    "revenues": YearlyRevenueForm,
    "interactions": InteractionForm,
    "contracts": ContractForm,
    "projects": ProjectForm,
    "opportunities": OpportunityForm,
    "commitments": CommitmentForm,
    "preferences": PreferencesForm,
    "swot": SwotForm,
    "situation": SituationForm,
    "documents": DocumentForm,
    "systems": SystemAccessForm,
}
