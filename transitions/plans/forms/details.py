"""The words of a transition: what the client reads, the review at the end, the objectives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms

from accounts.clients.models import Contact
from config.lib import words
from config.lib.forms import answer
from transitions.plans.forms.overriding import override_of, reason_field, seen_field, show
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Objective, Transition
from transitions.plans.operations import details, reading
from transitions.plans.operations.details import Changes, Review
from transitions.plans.operations.items import Who
from transitions.plans.queries.gate import Panel

SCORES = [
    ("", "Not scored"),
    ("1", "1, missed"),
    ("2", "2"),
    ("3", "3, partly"),
    ("4", "4"),
    ("5", "5, reached"),
]
DAYS = f"Choose a number from 0 to {reading.MOST_DAYS}."
PREFIXES = {"title": "objective", "score": "score", "comment": "comment"}
"""What the fields of an objective are called in a form, before its id."""


def text(rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=10_000, widget=widget, **more)


@dataclass(frozen=True, slots=True)
class Differs:
    """A field that somebody else changed meanwhile: what is saved now, and what was typed."""

    label: str
    saved: str
    typed: str


class WordsForm(WrittenForm):
    """Texts of a transition, held to the version with which the page was opened."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, found: Transition, *args: Any, **kwargs: Any) -> None:
        self.found = found
        self.objectives: list[Objective] = list(found.objectives.all())
        kwargs["initial"] = self.saved() | {"version": found.version}
        super().__init__(*args, **kwargs)

    def saved(self) -> dict[str, Any]:
        """What is stored now, by field."""
        found = {name: getattr(self.found, name) for name in details.TEXTS}
        for objective in self.objectives:
            for name, prefix in PREFIXES.items():
                found[f"{prefix}_{objective.pk}"] = getattr(objective, name)
        kept = {"key_contact": self.found.key_contact_id, "access_days": self.found.access_days}
        return found | kept

    def changes(self) -> Changes:
        """What was typed, for the operation."""
        # Browsers send the ends of lines in two characters; stored are the words, not the bytes.
        typed = {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        return Changes(
            values={name: value for name, value in typed.items() if name in details.LABELS},
            objectives={
                objective.pk: {
                    name: typed[f"{prefix}_{objective.pk}"]
                    for name, prefix in PREFIXES.items()
                    if f"{prefix}_{objective.pk}" in typed
                }
                for objective in self.objectives
            },
        )

    def label_of(self, name: str) -> str:
        """What a field is called where it does not stand beside its objective."""
        label = str(self[name].label)
        titles = {f"{objective.pk}": objective.title for objective in self.objectives}
        title = titles.get(name.rpartition("_")[2], "")
        return f"{title}: {label.lower()}" if title and not name.startswith("objective") else label

    def renew(self, found: Transition) -> None:
        self.found, self.objectives = found, list(found.objectives.all())
        answer(self, "version", str(found.version))

    @property
    def differences(self) -> list[Differs]:
        """Where what is saved now is not what was typed."""
        saved = self.saved()
        both = [
            (name, in_words(field, saved[name]), in_words(field, self.data.get(name)))
            for name, field in self.fields.items()
            if name in saved
        ]
        return [
            Differs(self.label_of(name), now, typed) for name, now, typed in both if now != typed
        ]


def in_words(field: forms.Field, value: object) -> str:
    """A value as a reader sees it in its field."""
    if isinstance(field, forms.ChoiceField):
        choices = cast(Iterable[tuple[Any, Any]], field.choices)
        named = {str(key): str(label) for key, label in choices}
        return named.get("" if value is None else str(value), "")
    return "\n".join(str("" if value is None else value).split("\r\n")).strip()


class EditForm(WordsForm):
    """What can be said about a transition at any time."""

    client_reason = forms.CharField(
        required=False, max_length=300, label="What the client will read"
    )
    key_contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, empty_label="Nobody yet"
    )
    introduction = text(help_text="Stands at the beginning of the report.")
    closing = text(label="Closing text", help_text="Stands at the end of the report.")
    access_days = forms.IntegerField(
        min_value=0,
        max_value=reading.MOST_DAYS,
        error_messages={
            "required": "Say for how many days; 0 is only the day itself.",
            "min_value": DAYS,
            "max_value": DAYS,
        },
    )

    def __init__(self, found: Transition, *args: Any, **kwargs: Any) -> None:
        super().__init__(found, *args, **kwargs)
        self._ask_how_long()
        chooser = self.fields["key_contact"]
        assert isinstance(chooser, forms.ModelChoiceField)  # noqa: S101 - declared above
        chooser.queryset = found.account.contacts.all()
        for objective in self.objectives:
            self.fields[f"objective_{objective.pk}"] = forms.CharField(
                max_length=160,
                label=f"Objective {objective.position}",
                error_messages={"required": "An objective needs words."},
            )

    def _ask_how_long(self) -> None:
        """How long who hands over reads on; once ownership has moved the team’s page asks that.

        A page that was opened before anybody asked says nothing of it.
        """
        if self.found.has_moved or (self.is_bound and "access_days" not in self.data):
            del self.fields["access_days"]
            return
        name, account = self.found.outgoing.first_name, self.found.account
        last = self.found.owns_on + timedelta(days=self.found.access_days)
        asked = self.fields["access_days"]
        asked.label = f"Days for which {name} reads on"
        asked.help_text = (
            f"Once ownership has moved {name} only reads {account}, and after these days no "
            f"longer. As planned now, until {words.long_day(last)}."
        )

    def act(self, who: Who) -> str:
        version = self.cleaned_data["version"]
        details.change(self.found.pk, self.changes(), version=version, by=who.by, now=who.now)
        return "Saved the details."


class CompleteForm(WordsForm):
    """The review at the end: how far each objective was reached, and what was learned."""

    findings = text(help_text="What the handover showed.")
    recommendations = text(help_text="What the new owner should do next.")
    lessons = text(label="Lessons learned", help_text="One per line.")
    closing = text(label="Closing text", help_text="Stands at the end of the report.")
    override_reason = reason_field("Why is it completed anyway?")
    seen = seen_field()

    def __init__(
        self, found: Transition, *args: Any, panel: Panel | None = None, **kwargs: Any
    ) -> None:
        super().__init__(found, *args, **kwargs)
        self.panel = panel
        if panel and not panel.is_met:
            show(self, panel)
        elif not self.data.get("override_reason"):  # typed too late it stays to be read
            del self.fields["override_reason"], self.fields["seen"]
        for objective in self.objectives:
            self.fields[f"score_{objective.pk}"] = forms.TypedChoiceField(
                choices=SCORES,
                coerce=int,
                empty_value=None,
                required=False,
                label="Score",
            )
            self.fields[f"comment_{objective.pk}"] = forms.CharField(
                max_length=300, required=False, label="Comment"
            )

    @property
    def scored(self) -> list[tuple[Objective, Any, Any]]:
        """Each objective with its two fields."""
        return [
            (objective, self[f"score_{objective.pk}"], self[f"comment_{objective.pk}"])
            for objective in self.objectives
        ]

    @property
    def texts(self) -> list[Any]:
        return [self[name] for name in ("findings", "recommendations", "lessons", "closing")]

    def act(self, who: Who) -> str:
        typed = self.changes()
        review = Review(typed.values, typed.objectives, override_of(self.cleaned_data))
        details.complete_with(
            self.found.pk,
            review,
            version=self.cleaned_data["version"],
            by=who.by,
            now=who.now,
        )
        return f"The transition of {self.found.account} is complete."
